using System.Text.Json.Nodes;
using BotResponder.Core.Requests;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>Taps that no card sends: changed in every field, repeated, from somebody else, from somewhere else.</summary>
public sealed class TapAttackJourney(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    /// <summary>What a field becomes; null takes it away.</summary>
    private static readonly string?[] s_values =
    [
        null, "null", "true", "0", "-1", "1e308", "\"\"", "\"approved\"", "\"APPROVE\"", "\"deny \"", "\"../x\"", "\"\\u0000\"",
        "[]", "[\"deny\"]", "{}", "{\"request\":\"x\"}", $"\"{new string('x', 5000)}\"",
    ];

    private readonly JourneyWorld _world = fixture.World;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Attack", "15")]
    public async Task Tap_ChangedInEveryField_HasTheSameEffectOrNone()
    {
        var asking = await AskAsync("ws-110");
        var recorded = Tap(Cast.Bo, asking, "deny");
        foreach (var (name, changed) in Mutations(recorded["value"]!))
        {
            var tap = Tap(Cast.Bo, asking, "deny");
            tap["value"] = changed;
            var answer = await _world.Microsoft.Teams.DeliverAsync(tap.ToJsonString(), Stop);

            var request = await FindAsync(asking.Id);
            Assert.True(answer.Status is 200 or 400, $"{name}: {answer.Status} {answer.Body}");
            Assert.True(request.Operations.Single().Target == asking.Target && request.Requester == asking.Requester && request.ApprovalsNeeded == 1, name);
            if (request.State != RequestState.Pending)
            {
                Assert.True(request is { State: RequestState.Denied, Reviews: [{ Approves: false }] } && request.Reviews[0].Approver.Id.ObjectId == Cast.Bo.ObjectId, name);
                asking = await AskAsync("ws-110");
                recorded = Tap(Cast.Bo, asking, "deny");
            }
            else
            {
                Assert.Empty(request.Reviews);
            }
        }

        Assert.Equal(0, _world.CallsTo("ws-110", "isolate"));
    }

    [Fact]
    [Trait("Attack", "15")]
    public async Task Tap_OfSomebodyWithoutARole_ChangedInEveryField_DoesNothing()
    {
        var asking = await AskAsync("ws-111");
        var before = await FindAsync(asking.Id);
        foreach (var (name, changed) in Mutations(Tap(Cast.Eve, asking, "approve")["value"]!))
        {
            var tap = Tap(Cast.Eve, asking, "approve");
            tap["value"] = changed;
            await _world.Microsoft.Teams.DeliverAsync(tap.ToJsonString(), Stop);
            Assert.True((await FindAsync(asking.Id)) is { State: RequestState.Pending, Reviews.IsEmpty: true }, name);
        }

        Assert.Equal(before.Binding, (await FindAsync(asking.Id)).Binding);
    }

    [Fact]
    [Trait("Attack", "15")]
    public async Task Tap_SaidToBeAutomatic_IsALookAndNoDecision()
    {
        var asking = await AskAsync("ws-112");
        var tap = Tap(Cast.Bo, asking, "approve");
        tap["value"]!["trigger"] = "automatic";

        var answer = await _world.Microsoft.Teams.DeliverAsync(tap.ToJsonString(), Stop);

        Assert.Contains("\"Approve\"", answer.Body, StringComparison.Ordinal);
        Assert.Empty((await FindAsync(asking.Id)).Reviews);
    }

    [Fact]
    [Trait("Attack", "16")]
    public async Task Tap_HundredTimesTenAtOnce_IsOneVerdict()
    {
        var asking = await AskAsync("dc-01");
        var tap = Tap(Cast.Bo, asking, "approve").ToJsonString();

        var answers = new List<BotAnswer>();
        for (var wave = 0; wave < 10; wave++)
        {
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _world.Microsoft.Teams.DeliverAsync(tap, Stop))));
        }

        Assert.Equal(100, answers.Count);
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single((await FindAsync(asking.Id)).Reviews);
        Assert.Single(await _world.AuditAsync(Cast.ContosoId, Stop), line => line.Entry.Fact.Kind == "request.reviewed" && line.Entry.Fact.Request == asking.Id);
        Assert.Equal(0, _world.CallsTo("dc-01", "isolate"));
    }

    [Fact]
    [Trait("Attack", "16")]
    public async Task Tap_ReplayedBySomebodyElseOrElsewhere_IsJudgedAnew()
    {
        var asking = await AskAsync("dc-02");
        await _world.Microsoft.Teams.DeliverAsync(Tap(Cast.Bo, asking, "approve").ToJsonString(), Stop);

        var byEve = await _world.Microsoft.Teams.DeliverAsync(Tap(Cast.Eve, asking, "approve").ToJsonString(), Stop);
        var byAnn = await _world.Microsoft.Teams.DeliverAsync(Tap(Cast.Ann, asking, "approve").ToJsonString(), Stop);
        var elsewhere = await _world.Microsoft.Teams.DeliverAsync(Tap(Cast.Cy, asking, "approve", _world.Microsoft.Teams.ContosoEveryone.Id).ToJsonString(), Stop);
        var otherCustomer = await _world.Microsoft.Teams.DeliverAsync(Tap(Cast.Cy, asking, "approve", _world.Microsoft.Teams.FabrikamSoc.Id).ToJsonString(), Stop);

        Assert.Contains("You are not an approver here", byEve.Body, StringComparison.Ordinal);
        Assert.Contains("somebody else must approve", byAnn.Body, StringComparison.Ordinal);
        Assert.Contains("I do not know that request here", elsewhere.Body, StringComparison.Ordinal);
        Assert.Contains("I do not know that request here", otherCustomer.Body, StringComparison.Ordinal);
        Assert.Single((await FindAsync(asking.Id)).Reviews);
        Assert.Equal(0, _world.CallsTo("dc-02", "isolate"));
    }

    /// <summary>Every member of the payload with every other value, and members that somebody might hope to be read.</summary>
    private static IEnumerable<(string Name, JsonNode Value)> Mutations(JsonNode value)
    {
        foreach (var path in new[] { "action", "action.type", "action.id", "action.title", "action.verb", "action.data", "action.data.request", "action.data.comment", "trigger" })
        {
            foreach (var text in s_values)
            {
                var changed = value.DeepClone();
                Set(changed, path.Split('.'), text);
                yield return ($"{path} = {(text is { Length: > 40 } ? text[..40] : text)}", changed);
            }
        }

        foreach (var name in new[] { "state", "approved", "role", "customer", "target", "device", "approver", "approvals", "requester", "binding", "action", "undo", "msteams" })
        {
            var changed = value.DeepClone();
            changed["action"]!["data"]![name] = "dc-01";
            changed[name == "action" ? "verb" : name] = "approve";
            yield return ($"surplus {name}", changed);
        }
    }

    private static void Set(JsonNode root, ReadOnlySpan<string> path, string? text)
    {
        var parent = root;
        foreach (var step in path[..^1])
        {
            parent = parent[step]!;
        }

        if (text is null)
        {
            parent.AsObject().Remove(path[^1]);
        }
        else
        {
            parent[path[^1]] = JsonNode.Parse(text);
        }
    }

    private JsonObject Tap(CastMember person, Asked asking, string verb, string? conversation = null) => new()
    {
        ["type"] = "invoke",
        ["name"] = "adaptiveCard/action",
        ["id"] = $"f:{Guid.NewGuid()}",
        ["channelId"] = "msteams",
        ["serviceUrl"] = _world.Microsoft.ServiceUrl(Cast.ContosoId),
        ["from"] = new JsonObject { ["id"] = person.Mri, ["name"] = person.Name, ["aadObjectId"] = person.ObjectId },
        ["recipient"] = new JsonObject { ["id"] = Cast.BotTeamsId },
        ["conversation"] = new JsonObject { ["id"] = conversation ?? $"{Soc.Id};messageid={asking.Thread}", ["conversationType"] = "channel", ["tenantId"] = Cast.ContosoId },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Cast.ContosoId } },
        ["replyToId"] = asking.Card,
        ["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["id"] = "x",
                ["title"] = "Deny",
                ["verb"] = verb,
                ["data"] = new JsonObject { ["request"] = asking.Id.Value, ["comment"] = "seen it" },
            },
            ["trigger"] = "manual",
        },
    };

    private async Task<Asked> AskAsync(string device)
    {
        var said = await _world.SayAsync(Cast.Ann, Soc, $"isolate {device} because attack", Stop);
        var card = await _world.SeesAsync(Cast.Ann, Soc, message => message.ThreadId == said.ActivityId, Stop, $"{device}.contoso.com", "Waiting for");
        var id = _world.Services.GetRequiredService<RequestIds>().Make(new(Cast.ContosoId), Cast.ContosoId, new(Soc.Id), said.ActivityId);
        var request = await FindAsync(id);
        return new(id, said.ActivityId, card.Id, request.Operations.Single().Target, request.Requester);
    }

    private async Task<ResponseRequest> FindAsync(RequestId id) =>
        await _world.Services.GetRequiredService<RequestBook>().FindAsync(id, Stop) ?? throw new InvalidOperationException($"There is no {id}.");

    private sealed record Asked(RequestId Id, string Thread, string Card, Core.Actions.ActionTarget Target, Core.People.Person Requester);
}
