using System.Net;
using BotResponder.Core.Results;
using BotResponder.Defender;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

public sealed class InvestigationPackagesTests : IAsyncLifetime
{
    private const string Other = "9f0c2d1e-5b1a-4c1e-9f43-0d6c1c6b2f11";
    private const string Address = "https://userrequests-us.securitycenter.windows.com/safedownload/WDATP_Investigation_Package.zip?token=a%2Fb";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await PretendMicrosoft.StartAsync();
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine()));
    }

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task Find_SeveralPackages_IsTheLinkOfTheNewestWithoutItsQuotes()
    {
        Listed(
            Samples.MachineAction("CollectInvestigationPackage", "x", "Succeeded", id: Other, created: "2026-03-01T00:00:00Z"),
            Samples.MachineAction("CollectInvestigationPackage", "x", "Succeeded"),
            Samples.MachineAction("CollectInvestigationPackage", "x", "Failed", id: Other, created: "2026-03-03T00:00:00Z"));
        _microsoft.On($"GET /api/machineactions/{ActionGuid}/getPackageUri", HttpStatusCode.OK, $$"""{"@odata.context":"c","value":"\"{{Address}}\""}""");

        var found = await FindAsync();

        Assert.Equal((Address, "ws-042.contoso.com"), (found.Value.Link.AbsoluteUri, found.Value.Device));
        Assert.Contains(_microsoft.Requests, request => request.Filter == $"(machineId eq '{Device}') and (type eq 'CollectInvestigationPackage')");
        Assert.Empty(_microsoft.Writes);
    }

    [Theory]
    [InlineData("http://userrequests-us.securitycenter.windows.com/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("safedownload/x.zip")]
    [InlineData("")]
    public async Task Find_NoSafeAddress_IsNoLink(string address)
    {
        Listed(Samples.MachineAction("CollectInvestigationPackage", "x", "Succeeded"));
        _microsoft.On($"GET /api/machineactions/{ActionGuid}/getPackageUri", HttpStatusCode.OK, $$"""{"value":"{{address}}"}""");

        Assert.IsType<Problem.Unavailable>((await FindAsync()).Problem);
    }

    [Theory]
    [InlineData("Pending", "still being collected")]
    [InlineData("Failed", "There is no package of ws-042.contoso.com")]
    public async Task Find_NoneThatSucceeded_SaysWhyAndAsksForNoLink(string status, string words)
    {
        Listed(Samples.MachineAction("CollectInvestigationPackage", "x", status));

        var found = await FindAsync();

        Assert.Contains(words, Assert.IsType<Problem.NotFound>(found.Problem).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(_microsoft.Requests, request => request.Target.Contains("getPackageUri", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Find_PackageIsGone_IsNotFound()
    {
        Listed(Samples.MachineAction("CollectInvestigationPackage", "x", "Succeeded"));

        Assert.Contains("no longer", Assert.IsType<Problem.NotFound>((await FindAsync()).Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ThreeInAMinute_TheThirdIsToldToWaitAndAsksNobody()
    {
        _microsoft.Settings["Defender:ShareOfLimits"] = "1";
        _microsoft.Settings["Defender:InteractiveWait"] = "00:00:00";
        Listed(Samples.MachineAction("CollectInvestigationPackage", "x", "Succeeded"));
        _microsoft.On($"GET /api/machineactions/{ActionGuid}/getPackageUri", HttpStatusCode.OK, $$"""{"value":"{{Address}}"}""");

        var answers = new[] { await FindAsync(), await FindAsync(), await FindAsync() };

        Assert.Equal([true, true, false], answers.Select(answer => answer.Problem is null));
        Assert.IsType<Problem.Throttled>(answers[2].Problem);
        Assert.Equal(2, _microsoft.Requests.Count(request => request.Target.Contains("getPackageUri", StringComparison.Ordinal)));
    }

    private void Listed(params string[] actions) => _microsoft.On("GET /api/machineactions", HttpStatusCode.OK, Samples.List(actions));

    private Task<Result<InvestigationPackage>> FindAsync() =>
        _microsoft.Get<InvestigationPackages>().FindAsync(Customer, "ws-042", TestContext.Current.CancellationToken);
}
