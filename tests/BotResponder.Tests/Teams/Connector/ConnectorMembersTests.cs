using BotResponder.Teams.Connector;
using static BotResponder.Tests.Teams.Connector.ConnectorStub;

namespace BotResponder.Tests.Teams.Connector;

public sealed class ConnectorMembersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetMember_Absent_IsGone()
    {
        await using var stub = await StartAsync(Status(404));

        Assert.IsType<ConnectorAnswer<TeamMember>.Gone>(await stub.Client.GetMemberAsync(stub.Reference, "o1", Cancellation));
    }

    [Fact]
    public async Task GetPagedMembers_ThreePagesThenAFault_EndsWithTheFault()
    {
        await using var stub = await StartAsync(
            Status(200, """{"members":[{"id":"29:a","objectId":"o1"}],"continuationToken":"a&b"}"""),
            Status(200, """{"members":[{"id":"29:b","aadObjectId":"o2"}],"continuationToken":"c"}"""),
            Status(403));

        var pages = await stub.Client.GetPagedMembersAsync(stub.Reference, Cancellation).ToListAsync(Cancellation);

        var people = pages.OfType<ConnectorAnswer<IReadOnlyList<TeamMember>>.Done>().SelectMany(page => page.Value).Select(m => m.PersonObjectId());
        Assert.Equal("o1 o2", string.Join(' ', people));
        Assert.IsType<ConnectorAnswer<IReadOnlyList<TeamMember>>.Blocked>(pages[^1]);
        Assert.EndsWith("pagedmembers?pageSize=500&continuationToken=a%26b", stub.Seen[1].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetPagedMembers_SameTokenForEver_Ends()
    {
        await using var stub = await StartAsync(Status(200, """{"members":[],"continuationToken":"x"}"""));

        Assert.Equal(2, await stub.Client.GetPagedMembersAsync(stub.Reference, Cancellation).CountAsync(Cancellation));
    }
}
