using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.Limits.DefenderBench;

namespace BotResponder.Tests.Defender.Limits;

/// <summary>Hundreds of devices of one request cost a few calls, and no answer differs from the one that one device would get.</summary>
public sealed class FewerCallsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PreviewMany_300Devices_NeedsATwentiethOfTheCallsAndMeetsNo429()
    {
        await using var bench = await StartAsync(options => options with { ExtraDevices = 300 });
        ImmutableArray<ActionParameters> parameters = [.. Enumerable.Range(1, 300).Select(number => bench.Parameters($"extra-{number:D4}"))];

        var previews = await bench.Isolate.PreviewManyAsync(Contoso, parameters, Cancelled);

        Assert.Equal(Enumerable.Range(1, 300).Select(number => $"extra-{number:D4}.contoso.com"), previews.Select(preview => preview.Value.Target.Name));
        Assert.Equal((1, 1, 15), (Count(bench, "/machines?"), Count(bench, "runHuntingQuery"), Count(bench, "/machineactions?")));
        Assert.Equal(17, bench.DefenderCalls.Count());
        Assert.Equal(0, bench.Microsoft.CallsOverLimit);
    }

    [Fact]
    public async Task PreviewMany_AnyDevices_AnswersWhatEachAloneWouldGet()
    {
        await using var bench = await StartAsync(options => options with { ActionStartDelay = TimeSpan.Zero, ActionRunTime = TimeSpan.FromSeconds(1) });
        var contoso = bench.Microsoft.Tenants.Contoso;
        await Task.WhenAll(contoso.Devices.Take(5).Select(device => bench.AdmitAndIsolateAsync(Contoso, device)));
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        await bench.AdmitAndIsolateAsync(Contoso, contoso.Device("ws-042"));
        string[] odd =
        [
            "WS-042", "ws-042.contoso.com", contoso.Device("ws-042").Id, contoso.Device("dc-01").Id.ToUpperInvariant(), new('0', 40),
            "ws-100", "dc-01", "ws-007", "ws-013", "legacy-01", "ws-04", "ws-0421", "wss-042", "no-such-device-at-all", "x", "ws-042.fabrikam.com", "it's",
        ];
        ImmutableArray<ActionParameters> parameters = [.. contoso.Devices.Take(8).Select(device => device.HostName).Concat(odd).Select(bench.Parameters)];

        var together = await bench.Isolate.PreviewManyAsync(Contoso, parameters, Cancelled);
        var calls = bench.DefenderCalls.Count();
        for (var index = 0; index < parameters.Length; index++)
        {
            var alone = await bench.Isolate.PreviewAsync(Contoso, parameters[index], null, Cancelled);
            Assert.Equal(Words(alone), Words(together[index]));
        }

        Assert.Equal(["ambiguous", "not-found"], together.Select(preview => preview.Problem?.Code).OfType<string>().Distinct().Order());
        Assert.True(bench.DefenderCalls.Count() > calls + parameters.Length);
    }

    [Fact]
    public async Task PreviewMany_AFewNames_AreLookedUpByName()
    {
        await using var bench = await StartAsync();

        var previews = await bench.Isolate.PreviewManyAsync(Contoso, [bench.Parameters("ws-001"), bench.Parameters("ws-002")], Cancelled);

        Assert.All(previews, preview => Assert.Null(preview.Problem));
        Assert.Equal(2, bench.DefenderCalls.Count(call => call.Path.Contains("computerDnsName eq", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Preview_OfAFrozenTarget_ReadsTheDeviceOnlyAndPinsTheSame()
    {
        await using var bench = await StartAsync();
        var shown = (await bench.Isolate.PreviewAsync(Contoso, bench.Parameters("ws-007"), null, Cancelled)).Value;
        var calls = bench.DefenderCalls.Count();

        var again = await bench.Isolate.PreviewAsync(Contoso, bench.Parameters("ws-007"), shown.Target, Cancelled);

        Assert.Null(ApprovalBinding.Drift(shown, again.Value));
        Assert.Equal(Pinned(shown), Pinned(again.Value));
        Assert.Equal($"/defender/api/machines/{shown.Target.Id}", Assert.Single(bench.DefenderCalls.Skip(calls)).Path);
    }

    [Fact]
    public async Task Preview_Of300FrozenTargetsAtOnce_SharesLists()
    {
        await using var bench = await StartAsync();
        var targets = bench.Microsoft.Tenants.Contoso.Devices.Take(300).Select(device => new ActionTarget("device", device.Id, device.DnsName)).ToArray();

        var previews = await Task.WhenAll(targets.Select(target => bench.Isolate.PreviewAsync(Contoso, bench.Parameters("any"), target, Cancelled)));

        Assert.Equal(targets, previews.Select(preview => preview.Value.Target));
        Assert.InRange(bench.DefenderCalls.Count(), 2, 20);
    }

    [Fact]
    public async Task ReadStatus_Of300OperationsAtOnce_NeedsAHandfulOfCalls()
    {
        await using var bench = await StartAsync(options => options with { RateLimits = false });
        var receipts = await Task.WhenAll(bench.Microsoft.Tenants.Contoso.Devices.Take(300).Select(device => bench.IsolateAsync(Contoso, device)));
        var calls = bench.DefenderCalls.Count();

        var statuses = await Task.WhenAll(receipts.Select(receipt => bench.Isolate.ReadStatusAsync(Contoso, receipt.Value, Cancelled)));

        Assert.All(statuses, status => Assert.IsType<ActionProgress.Running>(status.Value));
        Assert.InRange(bench.DefenderCalls.Count() - calls, 2, 5);
    }

    [Fact]
    public async Task ReadStatus_OneThatIsInNoList_IsNotFoundOnlyAfterItWasAskedForById()
    {
        await using var bench = await StartAsync();
        var receipt = (await bench.IsolateAsync(Contoso, bench.Microsoft.Tenants.Contoso.Device("ws-042"))).Value;
        var unknown = new ActionReceipt("9f0c2d1e-5b1a-4c1e-9f43-0d6c1c6b2f11");

        var statuses = await Task.WhenAll(new[] { receipt, unknown, receipt, new("9f0c2d1e-5b1a-4c1e-9f43-0d6c1c6b2f12") }
            .Select(each => bench.Isolate.ReadStatusAsync(Contoso, each, Cancelled)));

        Assert.Equal([null, "not-found", null, "not-found"], statuses.Select(status => status.Problem?.Code));
        Assert.Equal(1, Count(bench, $"/machineactions/{unknown.Id}"));
    }

    private static int Count(DefenderBench bench, string path) => bench.DefenderCalls.Count(call => call.Path.Contains(path, StringComparison.Ordinal));

    private static string Words(Result<ActionPreview> preview) => preview.TryGetValue(out var found, out var problem)
        ? $"{found.Target} {string.Join('|', found.Facts)} {string.Join('|', found.Consequences)} {string.Join('|', found.Warnings)} {found.IsCritical} {found.PortalLink}"
        : $"{problem.Code} {problem.Sentence} {string.Join('|', (problem as Problem.Ambiguous)?.Candidates ?? [])}";

    private static IEnumerable<ActionFact> Pinned(ActionPreview preview) => preview.Facts.Where(fact => fact.IsPinned);
}
