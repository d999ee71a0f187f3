using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Groups;
using BotResponder.Defender;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Lookups;
using BotResponder.Tests.Defender.Alerts;
using BotResponder.Tests.Defender.Troubleshooting;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Contracts;

/// <summary>Everything that our clients send, held against what Microsoft documents, as somebody wrote it down by hand.</summary>
public sealed class ContractTests : IAsyncLifetime
{
    private const string Group = "aaaaaaaa-0000-0000-0000-00000000000a";

    private PretendMicrosoft _microsoft = null!;

    public static TheoryData<string> Expected => [.. ExpectedWrites.All.Select(expected => expected.ToString())];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IEnumerable<IResponseAction> Actions => _microsoft.Get<ActionCatalog>().All;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await PretendMicrosoft.StartAsync();
        _microsoft.Settings["Defender:ShareOfLimits"] = "1000";
        AnswerAll();
    }

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public void Expectations_AgainstTheCatalog_AreThereForEveryActionAndNoOther() => Assert.Equal(
        Actions.Select(action => action.Descriptor.Id.Value), ExpectedWrites.All.Select(expected => expected.Action).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Expected))]
    public async Task Execute_EachAction_SendsWhatIsWrittenHere(string name)
    {
        var expected = ExpectedWrites.All.Single(each => each.ToString() == name);
        var action = Actions.Single(each => each.Descriptor.Id.Value == expected.Action);
        if (expected.IsSynced)
        {
            _microsoft.Synced();
        }

        var receipt = await action.ExecuteAsync(Samples.Order(action, Typed(action, expected.Command)), Stop);

        Assert.Null(receipt.Problem);
        Assert.Equal(expected.Calls.Select(call => call.Route), _microsoft.Writes.Select(write => $"{write.Method} {write.Target}"));
        Assert.All(expected.Calls.Zip(_microsoft.Writes), pair => Assert.True(
            pair.First.Body.Length == 0 ? pair.Second.Body.Length == 0 : JsonNode.DeepEquals(JsonNode.Parse(pair.First.Body), JsonNode.Parse(pair.Second.Body)),
            $"{pair.Second.Target}: expected {pair.First.Body}, sent {pair.Second.Body}"));
        Assert.All(_microsoft.Writes, write => Assert.StartsWith("Bearer ", write.Authorization, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void Permissions_OfEachAction_AreThoseThatMicrosoftAsksFor(string name)
    {
        var expected = ExpectedWrites.All.Single(each => each.ToString() == name);

        Assert.Equal(expected.Permissions.Order(StringComparer.Ordinal), Actions.Single(each => each.Descriptor.Id.Value == expected.Action).Descriptor.Permissions.Order(StringComparer.Ordinal));
    }

    /// <summary>Actions and look-ups, all of them: no call that is not documented, none of the table that nobody makes.</summary>
    [Fact]
    public async Task Calls_OfEveryActionAndLookUp_AreDocumentedOnes()
    {
        foreach (var expected in ExpectedWrites.All)
        {
            await LiveAsync(Actions.Single(each => each.Descriptor.Id.Value == expected.Action), expected);
        }

        await LookAsync();

        var known = _microsoft.Requests.Select(request => (Request: request, Call: DocumentedCalls.All.SingleOrDefault(call => call.Is(request)))).ToArray();
        Assert.All(known, each => Assert.True(each.Call is not null, $"Nobody wrote down {each.Request.Method} {each.Request.Target}."));
        Assert.All(known, each => Assert.Null(each.Call!.Wrong(each.Request)));
        Assert.Equal(DocumentedCalls.All.Select(call => call.Name), DocumentedCalls.All.Where(call => known.Any(each => each.Call == call)).Select(call => call.Name));
    }

    [Theory]
    [InlineData("GET", "/api/machines?$filter=secret%20eq%20'x'", "secret eq 'x'", "")]
    [InlineData("GET", "/api/machines?$orderby=id", "", "")]
    [InlineData("POST", $"/api/machines/{Device}/isolate", "", """{"comment":"x","IsolationType":"Full"}""")]
    [InlineData("POST", $"/api/machines/{Device}/isolate", "", """{"Comment":"x"}""")]
    public void Table_ARequestThatIsNotAsDocumented_IsFound(string method, string target, string filter, string body)
    {
        var request = new SentRequest(method, target, filter, body, "");

        Assert.NotNull(DocumentedCalls.All.Single(call => call.Is(request)).Wrong(request));
    }

    /// <summary>Asked, sent, looked for, followed and watched.</summary>
    private async Task LiveAsync(IResponseAction action, ExpectedWrite expected)
    {
        if (expected.IsSynced)
        {
            _microsoft.Synced();
        }
        else
        {
            _microsoft.On(AccountSamples.Get, HttpStatusCode.OK, Samples.User());
        }

        var command = Typed(action, expected.Command);
        var order = Samples.Order(action, command);
        _ = await action.PreviewAsync(Customer, order.Parameters, null, Stop);
        _ = await action.PreviewAsync(Customer, order.Parameters, order.Target, Stop);
        _ = await action.PreviewManyAsync(Customer, [order.Parameters, order.Parameters], Stop);
        var receipt = (await action.ExecuteAsync(order, Stop)).Value;
        _ = await action.FindOwnAsync(order, Stop);
        _ = await action.ReadStatusAsync(Customer, receipt, Stop);
        if (action is ILastingAction lasting)
        {
            _ = await lasting.ReadEffectsAsync(Customer, [new(order.Target, order.Parameters, receipt, Now.AddHours(-1))], Stop);
        }
    }

    private async Task LookAsync()
    {
        _ = await _microsoft.Get<DeviceLookup>().FindAsync(Customer, "ws", 10, Stop);
        _ = await _microsoft.Get<DeviceSheets>().FindAsync(Customer, "ws-042", Stop);
        _ = await _microsoft.Get<DeviceSheets>().FindAsync(Customer, Device, Stop);
        _ = await _microsoft.Get<AccountLookup>().FindAsync(Customer, "ada", 10, Stop);
        _ = await _microsoft.Get<AlertLookup>().FindAsync(Customer, CaseSamples.AlertId, 10, Stop);
        _ = await _microsoft.Get<CaseLookup>().ListOpenAlertsAsync(Customer, "high", 10, Stop);
        _ = await _microsoft.Get<CaseLookup>().FindAlertAsync(Customer, CaseSamples.AlertId, Stop);
        _ = await _microsoft.Get<CaseLookup>().FindIncidentAsync(Customer, CaseSamples.IncidentId, Stop);
        _ = await _microsoft.Get<OpenAlertSearch>().FindAsync(Customer, AlertFilter.Read("low", "ws-042", "PowerShell").Value, Stop);
        _ = await _microsoft.Get<IndicatorList>().ReadAsync(Customer, "203.0.113.7", Stop);
        _ = await _microsoft.Get<InvestigationPackages>().FindAsync(Customer, "ws-042", Stop);
        _ = await _microsoft.Get<IGroupDirectory>().ListMembersAsync(new(Customer.Tenant, Group), 10, Stop);
    }

    private static CommandArguments Typed(IResponseAction action, string command)
    {
        var parsed = new CommandParser([action.Descriptor.Grammar]).Parse(command).Value;
        Assert.Empty(parsed.Missing);
        return parsed.Arguments;
    }

    private void AnswerAll()
    {
        const string machine = $"/api/machines/{Device}";
        _microsoft.OnHunting(TroubleshootingRows.Antivirus())
            .On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine()))
            .On($"GET {machine}", HttpStatusCode.OK, Samples.Machine(tags: "\"contained\""))
            .On($"POST {machine}/tags", HttpStatusCode.OK, Samples.Machine(tags: "\"contained\""))
            .On("GET /api/machineactions", HttpStatusCode.OK, Samples.List(Samples.MachineAction("CollectInvestigationPackage", "x", "Succeeded")))
            .On($"GET /api/machineactions/{ActionGuid}", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x"))
            .On($"POST /api/machineactions/{ActionGuid}/cancel", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x", "Cancelled"))
            .On($"GET /api/machineactions/{ActionGuid}/getPackageUri", HttpStatusCode.OK, """{"value":"\"https://packages.example/x.zip\""}""")
            .On("GET /api/indicators", HttpStatusCode.OK, Samples.List(Samples.Indicator()))
            .On("POST /api/indicators", HttpStatusCode.OK, Samples.Indicator())
            .On("DELETE /api/indicators/995", HttpStatusCode.NoContent, "")
            .On("GET /v1.0/users", HttpStatusCode.OK, Samples.List(Samples.User()))
            .On(AccountSamples.Get, HttpStatusCode.OK, Samples.User())
            .On(AccountSamples.Patch, HttpStatusCode.NoContent, "")
            .On(AccountSamples.Invoke, HttpStatusCode.OK, AccountSamples.Accepted)
            .On($"POST /v1.0/users/{User}/revokeSignInSessions", HttpStatusCode.OK, """{"@odata.context":"c","value":true}""")
            .On($"GET /v1.0/users/{User}/transitiveMemberOf/microsoft.graph.directoryRole", HttpStatusCode.OK, Samples.List())
            .On("POST /v1.0/identityProtection/riskyUsers/confirmCompromised", HttpStatusCode.NoContent, "")
            .On("POST /v1.0/identityProtection/riskyUsers/dismiss", HttpStatusCode.NoContent, "")
            .On($"GET /v1.0/groups/{Group}/transitiveMembers", HttpStatusCode.OK, Samples.List())
            .On("GET /v1.0/security/alerts_v2", HttpStatusCode.OK, Samples.List())
            .On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case())
            .On($"GET {CaseSamples.Incident}", HttpStatusCode.OK, CaseSamples.Case(CaseSamples.IncidentId, titleName: "displayName"))
            .On($"PATCH {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case())
            .On($"PATCH {CaseSamples.Incident}", HttpStatusCode.OK, CaseSamples.Case(CaseSamples.IncidentId, titleName: "displayName"))
            .TakesComments().TakesComments(CaseSamples.Incident);
        foreach (var action in Actions.Where(action => Samples.Wire(action).Type != Samples.NoMachineAction))
        {
            _microsoft.On(Samples.Wire(action).Route, HttpStatusCode.Created, Samples.MachineAction(Samples.Wire(action).Type, Samples.Request + " x"));
        }
    }
}
