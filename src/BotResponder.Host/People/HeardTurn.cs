using BotResponder.Host.Chat;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.People;

/// <summary>What stands before every turn: people without standing are told so once for each message, and nothing is learned of them.</summary>
internal sealed class HeardTurn(SpeakerGate gate, Roster roster, Outsiders outsiders, ChatTurn chat)
{
    public async Task RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        foreach (var moved in (activity.MembersAdded ?? []).Concat(activity.MembersRemoved ?? []))
        {
            roster.Forget(moved.Id ?? "");
        }

        if (activity.Type is not (ActivityTypes.Message or ActivityTypes.Invoke))
        {
            await chat.RunAsync(activity, cancellationToken);
            return;
        }

        switch (await gate.JudgeAsync(activity, cancellationToken))
        {
            case Standing.Heard heard:
                await chat.RunAsync(heard.Activity, cancellationToken);
                break;
            case Standing.Outsider outsider:
                await outsiders.RefuseAsync(activity, outsider, cancellationToken);
                break;
            default:
                throw new SpeakerUnknownException();
        }
    }
}

/// <summary>Teams did not say who somebody is. The turn is run again.</summary>
internal sealed class SpeakerUnknownException() : Exception("Teams did not say who is speaking.");
