using System.Collections.Immutable;
using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Tests.Defender.Alerts;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>What Microsoft's answers say of whether something that the bot did still holds.</summary>
public sealed class EffectTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Sent = Now.AddHours(-2);

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    /// <summary>Whatever bars, contains or closes something. A new action of that sort must be thought of here.</summary>
    [Fact]
    public void Catalog_ActionsWhoseEffectLasts_AreThese() => Assert.Equal(
        ["account.compromised", "account.disable", "alert.resolve", "device.contain", "device.isolate", "device.restrict", "incident.resolve", "indicator.set"],
        _microsoft.Get<ActionCatalog>().All.Where(action => action is ILastingAction).Select(action => action.Descriptor.Id.Value));

    [Theory]
    [InlineData("device.isolate", "Isolate", "Unisolate", "Released outside the bot")]
    [InlineData("device.contain", "Isolate", "Unisolate", "Released outside the bot")]
    [InlineData("device.restrict", "RestrictCodeExecution", "UnrestrictCodeExecution", "App restriction removed outside the bot")]
    public async Task Device_NewestFinishedActionIsTheOpposite_IsOver(string id, string begin, string end, string what)
    {
        Actions(Acted(end, 1, "kim@contoso.com"), Acted(begin, 2, "BotResponder"));

        var over = Assert.IsType<EffectState.Over>(await ReadAsync(id));

        Assert.Equal(what, over.What);
        Assert.Contains("asked for by kim@contoso.com, done at", over.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("device.isolate", "Isolate", "Unisolate", typeof(EffectState.Held))]
    [InlineData("device.restrict", "RestrictCodeExecution", "UnrestrictCodeExecution", typeof(EffectState.Held))]
    [InlineData("device.contain", "Isolate", "Unisolate", typeof(EffectState.Unread))]
    public async Task Device_DoneAgainSince_HoldsWhereTheListTellsAll(string id, string begin, string end, Type state)
    {
        Actions(Acted(begin, 1, "kim"), Acted(end, 2, "kim"), Acted(begin, 3, "BotResponder"));

        Assert.IsType(state, await ReadAsync(id));
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("Failed")]
    [InlineData("Cancelled")]
    public async Task Device_OppositeThatDidNotSucceed_Holds(string status)
    {
        Actions(Acted("Unisolate", 1, "kim", status), Acted("Isolate", 2, "BotResponder"));

        Assert.IsType<EffectState.Held>(await ReadAsync("device.isolate"));
    }

    [Theory]
    [InlineData(-90, "false", typeof(EffectState.Held))]
    [InlineData(-10, "true", typeof(EffectState.Held))]
    [InlineData(-10, "", typeof(EffectState.Held))]
    [InlineData(-10, "false", typeof(EffectState.Over))]
    public async Task Isolation_Hunting_CountsOnlyWhenItIsSurelyNewer(int minutes, string isolated, Type state)
    {
        Actions(Acted("Isolate", 80, "BotResponder"));
        _microsoft.OnHunting($$"""{"DeviceId":"{{Device}}","Timestamp":"{{Now.AddMinutes(minutes):O}}","Isolated":"{{isolated}}"}""");

        Assert.IsType(state, await ReadAsync("device.isolate"));
    }

    [Fact]
    public async Task Device_NothingCanBeRead_IsUnknown()
    {
        _microsoft.On("GET /api/machineactions", HttpStatusCode.Forbidden, Error("Forbidden", "no"));

        Assert.IsType<EffectState.Unread>(await ReadAsync("device.isolate"));
        Assert.IsType<EffectState.Unread>(await ReadAsync("device.isolate", target: "no device id"));
    }

    [Fact]
    public async Task Devices_Many_AreReadTogether()
    {
        Actions(Acted("Isolate", 2, "BotResponder"));
        var action = Find("device.isolate");
        ImmutableArray<LastingEffect> effects = [.. Enumerable.Range(0, 20).Select(number => Effect(action, number == 0 ? Device : number.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(40, 'a')))];

        var states = await ((ILastingAction)action).ReadEffectsAsync(Customer, effects, TestContext.Current.CancellationToken);

        Assert.Equal([EffectState.Holds, .. Enumerable.Repeat(EffectState.Unknown, 19)], states);
        Assert.Equal(2, _microsoft.Requests.Count);
    }

    [Theory]
    [InlineData(false, typeof(EffectState.Held))]
    [InlineData(true, typeof(EffectState.Over))]
    public async Task Account_IsReadInTheStoreThatWasTold(bool isEnabled, Type state)
    {
        _microsoft.On($"GET /v1.0/users/{User}", HttpStatusCode.OK, Samples.User(isEnabled: isEnabled));

        var read = await ReadAsync("account.disable", receipt: $"disable {User} 2026-03-02T12:00:00Z entra=accepted");

        Assert.IsType(state, read);
        Assert.True(read is not EffectState.Over over || over == new EffectState.Over("Enabled again outside the bot", "Entra ID: not disabled any more."), read.ToString());
    }

    [Theory]
    [InlineData("disable {0} 2026-03-02T12:00:00Z ad=accepted:x entra=accepted")]
    [InlineData("no receipt")]
    public async Task Account_AStoreThatCannotBeRead_IsUnknown(string receipt)
    {
        _microsoft.On($"GET /v1.0/users/{User}", HttpStatusCode.OK, Samples.User(isEnabled: false));

        Assert.IsType<EffectState.Unread>(await ReadAsync("account.disable", receipt: string.Format(System.Globalization.CultureInfo.InvariantCulture, receipt, User)));
    }

    [Theory]
    [InlineData("high", "confirmedCompromised", "false", typeof(EffectState.Held))]
    [InlineData("high", "confirmedCompromised", "true", typeof(EffectState.Unread))]
    [InlineData("none", "dismissed", "false", typeof(EffectState.Over))]
    public async Task Risk_IsReadAsEntraShowsIt(string level, string risk, string isProcessing, Type state)
    {
        _microsoft.On($"GET /v1.0/users/{User}", HttpStatusCode.OK, Samples.User())
            .On($"GET /v1.0/identityProtection/riskyUsers/{User}", HttpStatusCode.OK,
                $$"""{"id":"{{User}}","riskLevel":"{{level}}","riskState":"{{risk}}","riskDetail":"x","isProcessing":{{isProcessing}},"riskLastUpdatedDateTime":"2026-03-02T12:00:00Z"}""");

        Assert.IsType(state, await ReadAsync("account.compromised", receipt: $"compromised {User} 2026-03-02T12:00:00Z entra=accepted"));
    }

    [Theory]
    [InlineData("alert.resolve", "resolved", typeof(EffectState.Held))]
    [InlineData("alert.resolve", "inProgress", typeof(EffectState.Over))]
    [InlineData("alert.resolve", "unknownFutureValue", typeof(EffectState.Unread))]
    [InlineData("incident.resolve", "active", typeof(EffectState.Over))]
    [InlineData("incident.resolve", "redirected", typeof(EffectState.Unread))]
    public async Task Case_IsReadByItsStatus(string id, string status, Type state)
    {
        var isAlert = id == "alert.resolve";
        _microsoft.On($"GET {(isAlert ? CaseSamples.Alert : CaseSamples.Incident)}", HttpStatusCode.OK,
            $$"""{"id":"{{(isAlert ? CaseSamples.AlertId : CaseSamples.IncidentId)}}","status":"{{status}}"}""");

        Assert.IsType(state, await ReadAsync(id));
    }

    [Theory]
    [InlineData("Block", null, typeof(EffectState.Held), "")]
    [InlineData("Allowed", null, typeof(EffectState.Over), "Changed outside the bot")]
    [InlineData("", null, typeof(EffectState.Over), "Lifted outside the bot")]
    [InlineData("", "1h", typeof(EffectState.Over), "Expired")]
    public async Task Indicator_IsReadFromTheList(string action, string? lifetime, Type state, string what)
    {
        _microsoft.On("GET /api/indicators", HttpStatusCode.OK, Samples.List(action.Length == 0 ? [] : [Samples.Indicator(action: action)]));

        var read = await ReadAsync("indicator.set", receipt: $"Block {Samples.Address}", command: lifetime is null ? "indicator block 203.0.113.7 for ever because x" : $"indicator block 203.0.113.7 for {lifetime} because x");

        Assert.IsType(state, read);
        Assert.Equal(what, (read as EffectState.Over)?.What ?? "");
    }

    [Theory]
    [InlineData("account.disable")]
    [InlineData("alert.resolve")]
    [InlineData("indicator.set")]
    public async Task Many_WhenMicrosoftAsksToWait_TheRestIsNotAsked(string id)
    {
        var action = Find(id);
        var receipt = id == "account.disable" ? $"disable {User} 2026-03-02T12:00:00Z entra=accepted" : $"Block {Samples.Address}";
        var throttled = Json(HttpStatusCode.TooManyRequests, Error("TooManyRequests", "slow"), retryAfter: 60);
        _microsoft.On($"GET /v1.0/users/{User}", throttled).On($"GET {CaseSamples.Alert}", throttled).On("GET /api/indicators", throttled);
        var effect = Effect(action, Samples.Target(action).Id, receipt);

        var states = await ((ILastingAction)action).ReadEffectsAsync(Customer, [effect, effect, effect], TestContext.Current.CancellationToken);

        Assert.All(states, state => Assert.IsType<EffectState.Unread>(state));
        Assert.Single(_microsoft.Requests);
    }

    private IResponseAction Find(string id) => _microsoft.Get<ActionCatalog>().Find(new(id))!;

    private async Task<EffectState> ReadAsync(string id, string? target = null, string receipt = ActionGuid, string? command = null)
    {
        var action = Find(id);
        return Assert.Single(await ((ILastingAction)action).ReadEffectsAsync(
            Customer, [Effect(action, target ?? Samples.Target(action).Id, receipt, command)], TestContext.Current.CancellationToken));
    }

    private static LastingEffect Effect(IResponseAction action, string target, string receipt = ActionGuid, string? command = null)
    {
        var typed = command is null ? Samples.Command(action, Samples.Typed(action)) : new Core.Commands.CommandParser([action.Descriptor.Grammar]).Parse(command).Value.Arguments;
        return new(Samples.Target(action) with { Id = target }, action.Bind(typed).Value, new(receipt), Sent);
    }

    private void Actions(params string[] newestFirst)
    {
        _microsoft.On("GET /api/machineactions", HttpStatusCode.OK, Samples.List(newestFirst));
        _microsoft.OnHunting("");
    }

    private static string Acted(string type, int minutesAgo, string requestor, string status = "Succeeded") =>
        Samples.MachineAction(type, "x", status, id: Guid.NewGuid().ToString(), created: Now.AddMinutes(-minutesAgo).UtcDateTime.ToString("O"), requestor: requestor);
}
