using BotResponder.Journeys.Processes;
using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Journeys;

/// <summary>Customers and rules change while the bot runs: good ones come into force, bad ones do not, and the trail names each edition.</summary>
public sealed class SettingsJourney : IAsyncLifetime
{
    private JourneyWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TeamsConversation Soc => _world.Microsoft.Teams.ContosoSoc;

    public async ValueTask InitializeAsync() => _world = await JourneyWorld.StartAsync(Stop);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Reload_GoodSettings_AreInForceAndPinnedAndInTheTrail()
    {
        await _world.SayAsync(Cast.Eve, Soc, "isolate ws-070 because not yet", Stop);
        await _world.SeesAsync(Cast.Eve, Soc, Stop, "You may not ask");
        Reload(("Protection:Customers:0:Responders:1", BotSettings.Id(Cast.Eve)), ("Policy:Rules:0:Name", "two always"), ("Policy:Rules:0:Effect", "NeedsApproval"), ("Policy:Rules:0:Approvals", "2"));
        await NotedAsync(Cast.ContosoId, 2).WaitAsync(TimeSpan.FromSeconds(20), Stop);
        await NotedAsync(Cast.FabrikamId, 2).WaitAsync(TimeSpan.FromSeconds(20), Stop);

        await _world.SayAsync(Cast.Eve, Soc, "isolate ws-071 because now I may", Stop);
        await _world.SeesAsync(Cast.Eve, Soc, Stop, "ws-071.contoso.com", "Waiting for 2 approvers");

        var line = (await ChangesAsync(Cast.ContosoId))[0];
        Assert.Contains("Before: customer", line, StringComparison.Ordinal);
        var request = (await _world.AuditAsync(Cast.ContosoId, Stop)).Select(each => each.Entry.Fact.Change).OfType<Core.Requests.RequestEvent.Submitted>().Single().Request;
        Assert.Contains($"customer {request.Policy!.Settings}, policy {request.Policy.Version}.", line, StringComparison.Ordinal);
        Assert.Contains("Before:", (await ChangesAsync(Cast.FabrikamId))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Protection:Customers:0:Scop:Only:0:Tags:0", "x", "Scop")]
    [InlineData("Protection:Customers:0:Responders:1", "eve", "not as \"eve\"")]
    [InlineData("Protection:Customers:0:Scope:Only:0:Actions:0", "device.isolate", "would limit nothing")]
    [InlineData("Protection:LeastGlobalAdministrators", "0", "LeastGlobalAdministrators")]
    [InlineData("Policy:Rules:0:Name", "half", "Effect")]
    public async Task Reload_BadSettings_AreRefusedAndTheOldOnesStay(string key, string value, string fault)
    {
        Reload((key, value));
        await _world.Microsoft.TrueAsync("the refusal in the log", () => _world.Logs.Lines.Any(line =>
            line.Text.Contains("were refused", StringComparison.Ordinal) && line.Text.Contains(fault, StringComparison.Ordinal)), Stop);

        await _world.SayAsync(Cast.Ann, Soc, "isolate ws-072 because the old rules hold", Stop);
        await _world.SeesAsync(Cast.Ann, Soc, Stop, "ws-072.contoso.com", "Waiting for 1 approver");
        await NotedAsync(Cast.ContosoId, 1).WaitAsync(TimeSpan.FromSeconds(20), Stop);
        Assert.Single(await ChangesAsync(Cast.ContosoId));
    }

    private void Reload(params (string Key, string? Value)[] settings)
    {
        var configuration = (IConfigurationRoot)_world.Services.GetRequiredService<IConfiguration>();
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        configuration.Reload();
    }

    /// <summary>The trail follows a moment later.</summary>
    private Task NotedAsync(string tenant, int lines) =>
        Waiting.UntilAsync($"{lines} changes of settings in the trail", async () => (await ChangesAsync(tenant)).Length >= lines, Stop);

    /// <summary>Newest first.</summary>
    private async Task<string[]> ChangesAsync(string tenant) =>
        [.. (await _world.AuditAsync(tenant, Stop)).Select(line => line.Entry.Fact).Where(fact => fact.Kind == "settings.changed").Select(fact => fact.Sentence)];
}
