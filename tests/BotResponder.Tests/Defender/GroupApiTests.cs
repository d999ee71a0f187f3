using System.Net;
using BotResponder.Core.Groups;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>Which members of a group count, and which answers are not believed.</summary>
public sealed class GroupApiTests : IAsyncLifetime
{
    private const string Group = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
    private const string Route = $"GET /v1.0/groups/{Group}/transitiveMembers";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task ListMembers_AllKinds_CountsEnabledMembersOnce()
    {
        _microsoft.On(Route, HttpStatusCode.OK, Samples.List(
            Member(User.ToUpperInvariant()), Member(User), Member("aaaaaaaa-0000-0000-0000-000000000001", enabled: "false"),
            Member("aaaaaaaa-0000-0000-0000-000000000002", type: "Guest"), Member("aaaaaaaa-0000-0000-0000-000000000003", kind: "group", enabled: "null"),
            Member("aaaaaaaa-0000-0000-0000-000000000004", kind: "device", enabled: "true")));

        Assert.Equal([User], (await ListAsync()).Value);
        Assert.Equal(
            $"/v1.0/groups/{Group}/transitiveMembers?$select=id,accountEnabled,userType&$top=999",
            Uri.UnescapeDataString(Assert.Single(_microsoft.Requests, request => request.Target.Contains("/groups/", StringComparison.Ordinal)).Target));
    }

    [Theory]
    [InlineData("""{"value":[{"@odata.type":"#microsoft.graph.user","id":"aaaaaaaa-0000-0000-0000-000000000001","accountEnabled":null,"userType":null}]}""")]
    [InlineData("""{"value":[{"@odata.type":"#microsoft.graph.user","id":"../users","accountEnabled":true,"userType":"Member"}]}""")]
    [InlineData("""{"value":[],"@odata.nextLink":"https://graph.microsoft.com/v1.0/more"}""")]
    public async Task ListMembers_NotToldOfWhom_IsRefused(string body)
    {
        _microsoft.On(Route, HttpStatusCode.OK, body);

        Assert.IsType<Problem.Refused>((await ListAsync()).Problem);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(1, true)]
    public async Task ListMembers_MoreThanAreBelieved_IsRefused(int most, bool isRefused)
    {
        _microsoft.On(Route, HttpStatusCode.OK, Samples.List(Member("aaaaaaaa-0000-0000-0000-000000000001"), Member("aaaaaaaa-0000-0000-0000-000000000002")));

        Assert.Equal(isRefused, (await ListAsync(most)).Problem is Problem.Refused);
    }

    [Fact]
    public async Task ListMembers_OfNoGroup_IsRefusedWithoutACall()
    {
        var listed = await Api.ListMembersAsync(new(Customer.Tenant, "../users"), 10, TestContext.Current.CancellationToken);

        Assert.IsType<Problem.Malformed>(listed.Problem);
        Assert.Empty(_microsoft.Requests);
    }

    private IGroupDirectory Api => _microsoft.Get<IGroupDirectory>();

    private Task<Result<System.Collections.Immutable.ImmutableArray<string>>> ListAsync(int most = 10) =>
        Api.ListMembersAsync(new(Customer.Tenant, Group), most, TestContext.Current.CancellationToken);

    private static string Member(string id, string type = "Member", string kind = "user", string enabled = "true") =>
        $$"""{"@odata.type":"#microsoft.graph.{{kind}}","id":"{{id}}","accountEnabled":{{enabled}},"userType":"{{type}}"}""";
}
