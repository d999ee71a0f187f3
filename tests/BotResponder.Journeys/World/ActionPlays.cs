using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys.World;

/// <summary>One response action as people live through it: typed, approved, done in the portal where nothing else does it, and seen to end.</summary>
public sealed class ActionPlays(JourneyWorld world, ActionTargets targets)
{
    private static readonly CustomerId Contoso = new(Cast.ContosoId);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => world.Microsoft.Teams.ContosoSoc;

    /// <summary>A person does it in the portal: there is no call, and it ends by what the bot sees there.</summary>
    public static bool IsGuided(IResponseAction action) => action.Descriptor.Id.Value is "device.troubleshoot" or "alert.hide" or "alert.tune";

    /// <summary>The action's first example, about something that it changes.</summary>
    public async Task<Play> OfAsync(IResponseAction action)
    {
        var (example, parser, about) = (action.Descriptor.Examples[0], new CommandParser([action.Descriptor.Grammar]), await targets.OfAsync(action));
        if (action.Descriptor.Id.Value == "device.untag")
        {
            // Without the tag there would be nothing that this action could change.
            var tag = world.Services.GetRequiredService<ActionCatalog>().Find(action.Descriptor.UndoneBy!.Value)!;
            var asked = await AskAsync($"tag {about} contained because journey");
            await ApproveAsync(asked);
            await EndsAsync(tag, asked, RequestState.Done);
        }

        var command = example.Replace(parser.Parse(example).Value.Arguments[action.Descriptor.TargetKind], about, StringComparison.Ordinal);
        var preview = await action.PreviewAsync(Contoso, action.Bind(parser.Parse(command).Value.Arguments).Value, known: null, Stop);
        return new(action, command, preview.Value.Target);
    }

    /// <summary>Typed by Ann. One after another: the request is the one whose code was not shown before.</summary>
    public async Task<ResponseRequest> AskAsync(string command)
    {
        await world.SayAsync(Cast.Ann, Soc, command, Stop);
        var code = await world.Microsoft.SeeAsync($"the request of: {command}", () => Shown().TakeLast(10).Select(Chat.CodeIn).FirstOrDefault(each => each.Length > 0 && !_known.Contains(each)), Stop, () => Shown().Last());
        _known.Add(code);
        var asked = await world.Services.GetRequiredService<RequestBook>().FindAsync(Contoso, new ConversationKey(Soc.Id), new ShortCode(code), Stop);
        Assert.NotNull(asked);
        return asked;
    }

    /// <summary>By as many as it takes.</summary>
    public async Task ApproveAsync(ResponseRequest asked)
    {
        foreach (var approver in new[] { Cast.Bo, Cast.Cy }.Take(asked.ApprovalsNeeded))
        {
            await world.SayAsync(approver, Soc, $"approve {asked.Code}", Stop);
        }
    }

    public async Task HandedOverAsync(IResponseAction action, ResponseRequest asked)
    {
        if (IsGuided(action))
        {
            await world.SeesAsync(Cast.Ann, Soc, Stop, asked.Code.Value, "Make the rule now in the Defender portal");
        }
    }

    /// <summary>Where a person does it, Cy says that it is done.</summary>
    /// <param name="isMade">Whether that is true.</param>
    public async Task GuideAsync(IResponseAction action, ResponseRequest asked, bool isMade)
    {
        if (!IsGuided(action))
        {
            return;
        }

        await HandedOverAsync(action, asked);
        if (isMade)
        {
            world.Microsoft.MakeTuningRule(world.Microsoft.Tenants.Contoso, $"BotResponder {asked.Code}", Cast.Cy.UserPrincipalName);
        }

        await world.SayAsync(Cast.Cy, Soc, $"done {asked.Code}", Stop);
    }

    /// <summary>Seen on its card, and so in the ledger.</summary>
    public async Task<ResponseRequest> EndsAsync(IResponseAction action, ResponseRequest asked, RequestState end)
    {
        var headline = end == RequestState.Unknown ? "In doubt" : $"{end} at";
        await world.Microsoft.SeeAsync(
            $"{action.Descriptor.Id} ends as {end}", () => About(asked).FirstOrDefault(text => text.Contains(headline, StringComparison.Ordinal)), Stop, () => string.Join("\n--\n", About(asked)));
        var ended = await world.Services.GetRequiredService<RequestBook>().FindAsync(asked.Id, Stop);
        Assert.Equal(end, ended!.State);
        return ended;
    }

    private IEnumerable<string> About(ResponseRequest asked) => Shown().Where(text => text.Contains(asked.Code.Value, StringComparison.Ordinal));

    private IEnumerable<string> Shown() => world.Microsoft.Teams.ViewFor(Cast.Ann, Soc).Where(message => message.Author is null).Select(Chat.Shown);
}

/// <param name="Command">What is typed.</param>
/// <param name="Target">What it will be about.</param>
public sealed record Play(IResponseAction Action, string Command, ActionTarget Target);
