using BotResponder.Core.Results;
using BotResponder.Host.Chat;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Extension;

/// <summary>Answers the message extension. Who holds no role is told one sentence, whatever she sent, and nothing of it is kept.</summary>
internal sealed class ExtensionAnswer(ExtensionRoom room, ExtensionSearch search, RespondDialog respond)
{
    public static bool Takes(Activity activity) => activity.Name is InvokeNames.ExtensionQuery or InvokeNames.ExtensionFetch or InvokeNames.ExtensionSubmit;

    /// <returns><see cref="InvokeAnswer.NotImplemented"/> for a command of another version's manifest.</returns>
    public async Task<InvokeAnswer> AnswerAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (room.Enter(activity) is not { } caller)
        {
            return new InvokeAnswer.NotImplemented();
        }

        if (activity.Name == InvokeNames.ExtensionQuery)
        {
            return !ExtensionQuery.Read(activity).TryGetValue(out var query, out _) ? new InvokeAnswer.NotImplemented()
                : caller.Customers.IsEmpty ? new InvokeAnswer.ExtensionNote(NotHere)
                : await search.AnswerAsync(caller, query, cancellationToken);
        }

        return !ExtensionCommand.Read(activity).TryGetValue(out var command, out _) || command.CommandId != ExtensionCommands.Respond
            ? new InvokeAnswer.NotImplemented()
            : activity.Name == InvokeNames.ExtensionFetch
                ? respond.Open(caller, command)
                : await respond.GoOnAsync(caller, command, activity, cancellationToken);
    }

    /// <summary>The sentence of the typed door.</summary>
    internal static CardText NotHere => Say(CommandTurn.NotHere);

    internal static CardText Say(Problem problem) => CardText.Theirs(problem.Sentence, 1000);
}
