using System.Globalization;
using System.Text.RegularExpressions;
using BotResponder.Core.Actions;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Journeys.Extension;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>
/// Every role tries every response action and every answer through every door: typed in a channel, a group chat and a personal chat, chosen in the dialog of the
/// message extension, with an end that comes by itself, by breaking the glass, tapped on a card that does not offer it. What comes of it is what the role may, whichever door. The actions are those of the catalog.
/// </summary>
[Trait("Attack", "25")]
public sealed class AuthorisationMatrix
{
    private const string Nobody = "nobody";

    public static TheoryData<string> Roles => [.. Enum.GetNames<Role>(), Nobody];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Ask_EveryActionThroughEveryDoor_IsAnsweredAlike(string role)
    {
        await using var world = await StartAsync(role);
        var teams = world.Microsoft.Teams;
        var mayAsk = role is nameof(Role.Responder) or nameof(Role.Contact);
        List<string> differences = [];
        var number = 10;
        foreach (var action in world.Services.GetRequiredService<ActionCatalog>().All.Select(each => each.Descriptor))
        {
            var typed = new List<(string Door, Tried? Tried)>();
            foreach (var place in new[] { teams.ContosoSoc, teams.ContosoChat, teams.OpenPersonalChat(Cast.Eve) })
            {
                var words = Nowhere(action.Examples[0], ++number);
                typed.Add((place.Name, await TryAsync(world, action.Id, () => world.SayAsync(Cast.Eve, place, words, Stop))));
            }

            if (Chosen(action) is { } target)
            {
                var message = await world.WriteAsync(Cast.Eve, teams.ContosoSoc, target, Stop);
                typed.Add(("extension", await TryAsync(world, action.Id, () => world.ForgeAsync(
                    Cast.Eve, teams.ContosoSoc, message, Stop, ("found", target), ("action", action.Id.Value), ("targets", target), ("reason", "through the extension")))));
            }

            if (action.Grammar.Lasts is not null)
            {
                // What is to end by itself is let in by whoever may ask for the beginning.
                var words = Nowhere(action.Examples[0], ++number).Replace(" because", " for 8h because", StringComparison.Ordinal);
                typed.Add(("schedule", await TryAsync(world, action.Id, () => world.SayAsync(Cast.Eve, teams.ContosoSoc, words, Stop))));
            }

            // The glass is a door of its own: only its role goes through, whatever else she may ask for.
            var broken = await TryAsync(world, action.Id, () => world.SayAsync(Cast.Eve, teams.ContosoSoc, $"break glass: {Nowhere(action.Examples[0], ++number)}", Stop));
            if (broken is not { Kind: "request.refused" or "request.submitted" } || (broken.Problem == "not-allowed") == (role == nameof(Role.BreakGlass)))
            {
                differences.Add($"{action.Id} by a {role}, break glass: {broken}");
            }

            differences.AddRange(typed.Where(each => !IsRight(each.Tried, mayAsk, role, each.Door)).Select(each => $"{action.Id} by a {role}, {each.Door}: {each.Tried}"));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Answer_EveryVerbTypedAndTapped_IsJudgedAlike(string role)
    {
        await using var world = await StartAsync(role);
        var soc = world.Microsoft.Teams.ContosoSoc;
        var approves = role is nameof(Role.Approver) or nameof(Role.SeniorApprover);
        var number = 100;
        foreach (var verb in new[] { "approve", "deny", "withdraw" })
        {
            var typed = await AskedAsync(world, ++number);
            await world.SayAsync(Cast.Eve, soc, $"{verb} {Chat.CodeOn(typed)}", Stop);
            await world.HandledAsync(Stop);
            var tapped = await AskedAsync(world, ++number);
            await world.TapUnofferedAsync(Cast.Eve, soc, tapped, verb, Stop);
            await world.HandledAsync(Stop);

            var expected = approves && verb != "withdraw";
            Assert.Equal((verb, expected, expected), (verb, await IsAnsweredAsync(world, typed), await IsAnsweredAsync(world, tapped)));
        }
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Undo_TypedAndTapped_IsJudgedAlike(string role)
    {
        await using var world = await StartAsync(role);
        var soc = world.Microsoft.Teams.ContosoSoc;
        var (typed, tapped) = (await DoneAsync(world, 110), await DoneAsync(world, 111));

        var byWords = await TryAsync(world, new("device.release"), () => world.SayAsync(Cast.Eve, soc, $"undo {Chat.CodeOn(typed)} because back again", Stop));
        var byTap = await TryAsync(world, new("device.release"), () => world.TapUnofferedAsync(Cast.Eve, soc, tapped, "undo", Stop));

        var mayAsk = role is nameof(Role.Responder) or nameof(Role.Contact);
        Assert.Equal((mayAsk, mayAsk), (byWords is { Problem: null }, byTap is { Problem: null }));
        Assert.Equal((mayAsk ? 2 : 0), (await SubmittedAsync(world)).Count(fact => fact.Action == new ActionId("device.release")));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Review_OfABrokenGlassTypedAndTapped_IsJudgedAlike(string role)
    {
        await using var world = await StartAsync(role, Cast.Ann);
        var soc = world.Microsoft.Teams.ContosoSoc;
        var reviews = role is nameof(Role.Approver) or nameof(Role.SeniorApprover);
        foreach (var verdict in new[] { "ok", "not-ok" })
        {
            var (typed, tapped) = (await BrokenAsync(world, verdict == "ok" ? 120 : 122), await BrokenAsync(world, verdict == "ok" ? 121 : 123));
            await world.SayAsync(Cast.Eve, soc, $"reviewed {Chat.CodeOn(typed)} {verdict.Replace('-', ' ')} because matrix", Stop);
            await world.TapUnofferedAsync(Cast.Eve, soc, tapped, $"reviewed-{verdict}", Stop, "matrix");
            await world.HandledAsync(Stop);

            Assert.Equal((verdict, reviews, reviews), (verdict, await IsReviewedAsync(world, typed), await IsReviewedAsync(world, tapped)));
        }
    }

    private static async Task<MessageView> BrokenAsync(JourneyWorld world, int number)
    {
        var host = $"ws-{number.ToString(CultureInfo.InvariantCulture)}";
        await world.SayAsync(Cast.Ann, world.Microsoft.Teams.ContosoSoc, $"break glass: isolate {host} because matrix", Stop);
        return await world.SeesAsync(Cast.Ann, world.Microsoft.Teams.ContosoSoc, Stop, $"{host}.contoso.com", "Glass broken by Ann Olsen");
    }

    private static async Task<bool> IsReviewedAsync(JourneyWorld world, MessageView card)
    {
        var id = (await SubmittedAsync(world)).First(fact => fact.Code?.Value == Chat.CodeOn(card)).Request!.Value;
        return (await world.Services.GetRequiredService<RequestBook>().FindAsync(id, Stop))!.Glass!.Verdicts.Length == 1;
    }

    private static async Task<JourneyWorld> StartAsync(string role, CastMember? breaker = null)
    {
        Dictionary<string, string?> settings = new(StringComparer.Ordinal) { ["BreakGlass:MostOpen"] = "20" };
        if (role != Nobody)
        {
            settings.Add($"Protection:Customers:0:{(role == nameof(Role.BreakGlass) ? role : role + "s")}:9", BotSettings.Id(Cast.Eve));
        }

        if (breaker is not null)
        {
            settings.Add("Protection:Customers:0:BreakGlass:0", BotSettings.Id(breaker));
        }

        return await JourneyWorld.StartAsync(Stop, settings);
    }

    /// <summary>Who may not ask is told so and nothing is looked up; who may is judged by what she asked for. Where nobody is known, nothing is written down.</summary>
    private static bool IsRight(Tried? tried, bool mayAsk, string role, string door) => tried switch
    {
        null => role == Nobody && door is not "extension" && !mayAsk,
        { Kind: "request.submitted" } => mayAsk,
        { Kind: "request.refused", Problem: "not-allowed" } => !mayAsk,
        { Kind: "request.refused" } => mayAsk,
        _ => false,
    };

    /// <summary>The action's own example, about something that is not there.</summary>
    private static string Nowhere(string example, int number) => Regex
        .Replace(example, "[^ ,]+@[^ ,]+", "nobody@contoso.com", RegexOptions.None, TimeSpan.FromSeconds(1))
        .Replace("WS-042", "ws-999", StringComparison.OrdinalIgnoreCase).Replace("printer-01", "ws-999", StringComparison.OrdinalIgnoreCase)
        .Replace(" 2001 ", " 999999 ", StringComparison.Ordinal)
        .Replace("203.0.113.7", $"203.0.113.{number.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal);

    /// <summary>What the dialog of the extension takes for an action that needs nothing else; null when it does not offer the action.</summary>
    private static string? Chosen(ActionDescriptor action) => action.Grammar.Arguments.Count(argument => argument.IsRequired) != 1 ? null : action.TargetKind switch
    {
        "device" => "ws-999",
        "account" => "nobody@contoso.com",
        _ => null,
    };

    /// <summary>What the trail says of it that Eve tried the action; null when it says nothing.</summary>
    private static async Task<Tried?> TryAsync(JourneyWorld world, ActionId action, Func<Task> tries)
    {
        var before = (await world.AuditAsync(Cast.ContosoId, Stop)) is [{ Entry.Sequence: var last }, ..] ? last : 0;
        await tries();
        await world.HandledAsync(Stop);
        return (await world.AuditAsync(Cast.ContosoId, Stop)).Select(line => line.Entry)
            .Where(line => line.Sequence > before && line.Fact.Kind != "glass.broken" && line.Fact.Action == action && line.Fact.Actor.Id.ObjectId == Cast.Eve.ObjectId)
            .Select(line => new Tried(line.Fact.Kind, line.Fact.Problem)).FirstOrDefault();
    }

    private static async Task<MessageView> AskedAsync(JourneyWorld world, int number)
    {
        var host = $"ws-{number.ToString(CultureInfo.InvariantCulture)}";
        await world.SayAsync(Cast.Ann, world.Microsoft.Teams.ContosoSoc, $"isolate {host} because matrix", Stop);
        return await world.SeesAsync(Cast.Ann, world.Microsoft.Teams.ContosoSoc, Stop, $"{host}.contoso.com", "Waiting for 1 approver");
    }

    private static async Task<MessageView> DoneAsync(JourneyWorld world, int number)
    {
        var asked = await AskedAsync(world, number);
        await world.TapAsync(Cast.Bo, world.Microsoft.Teams.ContosoSoc, asked, "approve", Stop);
        return await world.SeesAsync(Cast.Ann, world.Microsoft.Teams.ContosoSoc, Stop, Chat.CodeOn(asked), "Done at");
    }

    /// <summary>True when it does not wait for approvers any more.</summary>
    private static async Task<bool> IsAnsweredAsync(JourneyWorld world, MessageView card)
    {
        var id = (await SubmittedAsync(world)).First(fact => fact.Code?.Value == Chat.CodeOn(card)).Request!.Value;
        return (await world.Services.GetRequiredService<RequestBook>().FindAsync(id, Stop))!.State != RequestState.Pending;
    }

    private static async Task<IEnumerable<AuditFact>> SubmittedAsync(JourneyWorld world) =>
        (await world.AuditAsync(Cast.ContosoId, Stop)).Select(line => line.Entry.Fact).Where(fact => fact.Kind == "request.submitted");

    private sealed record Tried(string Kind, string? Problem);
}
