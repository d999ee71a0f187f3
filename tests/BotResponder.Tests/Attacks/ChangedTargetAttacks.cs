using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Tests.Defender;
using BotResponder.Tests.Samples;
using DefenderSamples = BotResponder.Tests.Defender.Samples;

namespace BotResponder.Tests.Attacks;

/// <summary>Between approval and call the target becomes something else: renamed, moved, critical, an administrator's. What merely passes the time stops nothing.</summary>
[Trait("Attack", "21")]
public sealed class ChangedTargetAttacks : IAsyncLifetime
{
    private const string Users = $"GET /v1.0/users/{PretendMicrosoft.User}";
    private const string Roles = $"{Users}/transitiveMemberOf/microsoft.graph.directoryRole";

    private PretendMicrosoft _microsoft = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await PretendMicrosoft.StartAsync();
        _microsoft.TokenTenant = Cast.Contoso.Tenant;
    }

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    public static TheoryData<string, string, string?> Devices => new()
    {
        { "renamed", DefenderSamples.Machine(name: "ws-043.contoso.com"), "renamed or replaced" },
        { "moved to another group", DefenderSamples.Machine(group: "Board"), "Group changed" },
        { "became a domain controller", DefenderSamples.Machine(tags: "\"domain-controller\""), "has become critical" },
        { "moved among domain controllers", DefenderSamples.Machine(group: "Domain Controllers"), "has become critical" },
        { "seen again", DefenderSamples.Machine(lastSeen: "2026-03-02T13:59:00Z"), null },
        { "tagged", DefenderSamples.Machine(tags: "\"looked-at\""), null },
    };

    [Theory]
    [MemberData(nameof(Devices))]
    public async Task Dispatch_DeviceChangedAfterApproval_IsNotSent(string what, string now, string? refused)
    {
        Assert.NotEmpty(what);
        Device(DefenderSamples.Machine());
        _microsoft.OnHunting("").On($"POST /api/machines/{PretendMicrosoft.Device}/isolate", HttpStatusCode.Created, DefenderSamples.MachineAction("Isolate", DefenderSamples.Request));

        await AssertAsync("isolate WS-042 because ransomware", () => Device(now), refused);
    }

    [Theory]
    [InlineData("ada.berg@contoso.com", null, null)]
    [InlineData("ada.frost@contoso.com", null, "renamed or replaced")]
    [InlineData("ada.berg@contoso.com", "Global Administrator", "critical")]
    public async Task Dispatch_AccountChangedAfterApproval_IsNotSent(string name, string? role, string? refused)
    {
        Account("ada.berg@contoso.com", null);
        _microsoft.On($"POST /v1.0/users/{PretendMicrosoft.User}/revokeSignInSessions", HttpStatusCode.OK, """{"value":true}""");

        await AssertAsync("revoke ada.berg@contoso.com because phished", () => Account(name, role), refused);
    }

    private async Task AssertAsync(string typed, Action change, string? refused)
    {
        var catalog = _microsoft.Get<ActionCatalog>();
        var house = new House([.. catalog.All]);
        var request = await ApprovedAsync(house, catalog, typed);
        Assert.Empty(_microsoft.Writes);

        change();
        await house.DispatchAsync(request);

        var operation = (await house.ReadAsync(request)).Operations[0];
        Assert.Equal(refused is null ? 1 : 0, _microsoft.Writes.Count());
        Assert.Equal(refused is not null, operation.State == OperationState.Ended);
        if (refused is not null)
        {
            Assert.Equal(OutcomeKind.Refused, operation.Outcome!.Kind);
            Assert.Contains("changed since it was approved", operation.Outcome.Sentence, StringComparison.Ordinal);
            Assert.Contains(refused, operation.Outcome.Sentence, StringComparison.Ordinal);
        }
    }

    private static async Task<ResponseRequest> ApprovedAsync(House house, ActionCatalog catalog, string typed)
    {
        var command = new Core.Commands.CommandParser([.. catalog.All.Select(each => each.Descriptor.Grammar)]).Parse(typed).Value;
        var action = catalog.FindByVerb(command.Grammar.Verb)!;
        var ask = HouseSteps.AskOf(action) with { Parameters = [action.Bind(command.Arguments).Value], Place = Core.Policies.PlaceKind.Channel };
        var asked = (await house.Submit.RunAsync(ask, Token)).Value.Request;
        return (await house.ReviewAsync(asked, Cast.Cid, approves: true)).Value;
    }

    private void Device(string machine)
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, DefenderSamples.List(machine, DefenderSamples.Machine(PretendMicrosoft.OtherDevice, "dc-02.contoso.com", tags: "\"domain-controller\"")));
        _microsoft.On($"GET /api/machines/{PretendMicrosoft.Device}", HttpStatusCode.OK, machine);
    }

    private void Account(string name, string? role)
    {
        _microsoft.On(Users, HttpStatusCode.OK, DefenderSamples.User(name: name));
        _microsoft.On("GET /v1.0/users", HttpStatusCode.OK, DefenderSamples.List(DefenderSamples.User(name: name)));
        _microsoft.On(Roles, HttpStatusCode.OK, role is null ? DefenderSamples.List() : DefenderSamples.List($$"""{"id":"r","displayName":"{{role}}"}"""));
    }
}
