using System.Collections.Immutable;
using System.Net;
using BotResponder.Core.Results;
using BotResponder.Defender.Lookups;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

public sealed class AccountLookupTests : IAsyncLifetime
{
    private const string Users = "GET /v1.0/users";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("ann", "'ann'")]
    [InlineData("O'Hara", "'O''Hara'")]
    [InlineData("x') or startswith(id,'", "'x'') or startswith(id,'''")]
    [Trait("Attack", "33")]
    public async Task Find_Beginning_IsOneLiteralOfOneBoundedCall(string beginning, string literal)
    {
        _microsoft.On(Users, HttpStatusCode.OK, """{"value":[]}""");

        Assert.Empty((await FindAsync(beginning)).Value);

        var call = Assert.Single(_microsoft.Requests);
        Assert.Equal($"(startswith(userPrincipalName,{literal})) or (startswith(displayName,{literal}))", call.Filter);
        Assert.EndsWith("$top=15", call.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_Several_SaysWhatTellsThemApart()
    {
        _microsoft.On(Users, HttpStatusCode.OK, $$"""
            {"value":[
              {"id":"{{User}}","userPrincipalName":"bo@contoso.com","displayName":"Bo Lind","jobTitle":"SOC lead","accountEnabled":false,"userType":"Member","onPremisesSyncEnabled":true},
              {"id":"79dfa3ea-1295-4e2c-b469-59564581143d","userPrincipalName":"ann_x#EXT#@contoso.com","displayName":"Ann","accountEnabled":true,"userType":"Guest"},
              {"id":"no id at all","userPrincipalName":"odd@contoso.com"}]}
            """);

        var found = (await FindAsync("a")).Value;

        Assert.Equal(["ann_x#EXT#@contoso.com", "bo@contoso.com"], found.Select(each => each.Name));
        Assert.Equal(["Ann, guest", "Bo Lind, SOC lead, from Active Directory, disabled"], found.Select(each => each.Detail));
        Assert.Contains($"aad={User}", found[1].Portal?.Query, StringComparison.Ordinal);
        Assert.Contains($"tid={Customer.Tenant}", found[1].Portal?.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_GraphRefuses_IsItsProblem()
    {
        _microsoft.On(Users, HttpStatusCode.Forbidden, Error("Authorization_RequestDenied", "Insufficient privileges"));

        Assert.NotNull((await FindAsync("ann")).Problem);
    }

    private Task<Result<ImmutableArray<LookedUp>>> FindAsync(string beginning) =>
        _microsoft.Get<AccountLookup>().FindAsync(Customer, beginning, 15, TestContext.Current.CancellationToken);
}
