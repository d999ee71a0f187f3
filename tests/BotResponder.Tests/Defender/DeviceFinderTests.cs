using System.Net;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

public sealed class DeviceFinderTests : IAsyncLifetime
{
    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("WS-042", "(computerDnsName eq 'ws-042') or (startswith(computerDnsName,'ws-042.'))")]
    [InlineData("ws-042.contoso.com", "(computerDnsName eq 'ws-042.contoso.com') or (startswith(computerDnsName,'ws-042.contoso.com.'))")]
    public async Task Find_Name_AsksForTheNameAndItsFirstLabel(string name, string filter)
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine()));

        var found = await FindAsync(name);

        Assert.Equal(Device, found.Value.Id);
        Assert.Contains(filter, Assert.Single(_microsoft.Requests).Filter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_Id_AsksByIdInLowerCase()
    {
        _microsoft.On($"GET /api/machines/{Device}", HttpStatusCode.OK, Samples.Machine());

        var found = await FindAsync(Device.ToUpperInvariant());

        Assert.Equal("ws-042.contoso.com", found.Value.ComputerDnsName);
        Assert.Equal($"/api/machines/{Device}", Assert.Single(_microsoft.Requests).Target);
    }

    [Fact]
    public async Task Find_UnknownId_IsNotFound()
    {
        var found = await FindAsync(Device);

        Assert.IsType<Problem.NotFound>(found.Problem);
    }

    [Fact]
    public async Task Find_AnswerForAnotherId_IsNotUsed()
    {
        _microsoft.On($"GET /api/machines/{Device}", HttpStatusCode.OK, Samples.Machine(id: OtherDevice));

        var found = await FindAsync(Device);

        Assert.IsType<Problem.Unavailable>(found.Problem);
    }

    [Fact]
    public async Task Find_LiveAndDeadTwin_AsksWhichOne()
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(
            Samples.Machine(id: OtherDevice, health: "Inactive", lastSeen: "2025-12-02T12:00:00Z"), Samples.Machine()));

        var found = await FindAsync("ws-042");

        var problem = Assert.IsType<Problem.Ambiguous>(found.Problem);
        Assert.Equal([Device, OtherDevice], problem.Candidates.Select(candidate => candidate.Id), StringComparer.Ordinal);
        Assert.Equal("Windows11 23H2, last seen 1 hour ago, Workstations, id …84d0cc07", problem.Candidates[0].Detail);
    }

    [Fact]
    public async Task Find_ServerAnswersOtherNamesToo_TakesOnlyTheOneAskedFor()
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(
            "null", Samples.Machine(), Samples.Machine(id: OtherDevice, name: "ws-0421.contoso.com"), Samples.Machine(id: "../alerts")));

        var found = await FindAsync("ws-042");

        Assert.Equal(Device, found.Value.Id);
    }

    [Fact]
    public async Task Find_NoSuchName_NamesTheNearOnes()
    {
        _microsoft.On(
            "GET /api/machines",
            Json(HttpStatusCode.OK, Samples.List()),
            Json(HttpStatusCode.OK, Samples.List(
                Samples.Machine(name: "ws-042.contoso.com"), Samples.Machine(id: OtherDevice, name: "wsus-production-99.contoso.com"))));

        var found = await FindAsync("ws-024");

        Assert.Equal("There is no device called ws-024 here. Near names: ws-042.contoso.com.", Assert.IsType<Problem.NotFound>(found.Problem).Sentence);
        Assert.Equal("startswith(computerDnsName,'ws')", _microsoft.Requests.Last().Filter);
    }

    [Fact]
    public async Task Find_ListAnswers404_CountsAsNone()
    {
        var found = await FindAsync("ws-042");

        Assert.IsType<Problem.NotFound>(found.Problem);
    }

    [Fact]
    public async Task Find_ServerFailsOnce_IsAskedAgain()
    {
        _microsoft.On(
            "GET /api/machines", Json(HttpStatusCode.ServiceUnavailable, ""), Json(HttpStatusCode.OK, Samples.List(Samples.Machine())));

        var found = await FindAsync("ws-042");

        Assert.Equal(Device, found.Value.Id);
        Assert.Equal(2, _microsoft.Requests.Count);
    }

    [Fact]
    public async Task Find_ThrottledForLong_IsNotWaitedFor()
    {
        _microsoft.On("GET /api/machines", Json(HttpStatusCode.TooManyRequests, Error("TooManyRequests", "slow"), retryAfter: 90));

        var found = await FindAsync("ws-042");

        Assert.Equal(TimeSpan.FromSeconds(90), Assert.IsType<Problem.Throttled>(found.Problem).RetryAfter);
        Assert.Single(_microsoft.Requests);
    }

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("ws-024", "WS-042", 2)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_TwoWords_CountsEdits(string left, string right, int distance) => Assert.Equal(distance, NearNames.Distance(left, right));

    private Task<Result<Machine>> FindAsync(string device) =>
        _microsoft.Get<DeviceFinder>().FindAsync(Customer, action: null, device, TestContext.Current.CancellationToken);
}
