using BotResponder.Core.Actions;
using BotResponder.Host.Chat;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Extension;

/// <summary>Carries out what the dialog "Respond" was told, through the very door of typed words: the same roles, preview, policy, audit and sentences.</summary>
internal sealed class RespondTurn(ExtensionRoom room, ActionCatalog catalog, RespondPlaces places, CommandTurn commands, ILogger<RespondTurn> log)
{
    public async Task RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (room.Enter(activity) is not { } caller || !ExtensionCommand.Read(activity).TryGetValue(out var command, out _))
        {
            return;
        }

        // Read anew: a role may have been taken away since it was taken over.
        var form = RespondForm.Read(command, caller.Owner is { } owner ? [owner] : caller.Customers, catalog);
        if (!form.ToCommand().TryGetValue(out var parsed, out var problem))
        {
            log.RespondDropped(caller.Chat.ActivityId, problem.Code);
        }
        else if (await places.FindAsync(caller.Chat, activity.From?.Id, form.Customer, cancellationToken) is { } place)
        {
            await commands.RunAsync(place, parsed, cancellationToken);
        }
        else
        {
            log.RespondHasNoPlace(caller.Chat.ActivityId);
        }
    }
}
