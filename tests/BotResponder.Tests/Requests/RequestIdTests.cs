using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using Microsoft.Extensions.Options;

namespace BotResponder.Tests.Requests;

/// <summary>Ids that nobody can guess, and codes that mean something in one place only.</summary>
[Trait("Attack", "17")]
public sealed class RequestIdTests
{
    private const int Many = 1_000_000;
    private static readonly CustomerId Contoso = new("contoso");
    private static readonly ConversationKey Soc = new("19:soc@thread.tacv2");

    [Fact]
    public void Make_AMillionActivities_NeverTwiceTheSame()
    {
        var ids = new RequestIds(Keys(1));

        var seen = Enumerable.Range(0, Many).AsParallel().Select(number => ids.Make(Contoso, "tenant", Soc, $"{1_700_000_000_000 + number}").Value).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(Many, seen.Count);
        Assert.All(seen.Take(1000), id => Assert.Matches("^[0-9a-z]{8}\\.[0-9a-hjkmnp-tv-z]{26}$", id));
    }

    [Fact]
    public void Make_SameActivity_IsTheSameIdAndAnotherKeyAnother()
    {
        var id = new RequestIds(Keys(1)).Make(Contoso, "tenant", Soc, "1");

        Assert.Equal(id, new RequestIds(Keys(1)).Make(Contoso, "tenant", Soc, "1"));
        Assert.NotEqual(id, new RequestIds(Keys(2)).Make(Contoso, "tenant", Soc, "1"));
        Assert.NotEqual(id, new RequestIds(Keys(1)).Make(Contoso, "tenant", Soc, "2"));
        Assert.NotEqual(id, new RequestIds(Keys(1)).Make(Contoso, "tenant", new("19:other@thread.tacv2"), "1"));
    }

    [Fact]
    public void Codes_OfOneId_AreMany()
    {
        var id = new RequestIds(Keys(1)).Make(Contoso, "tenant", Soc, "1");

        Assert.Equal(22, RequestIds.Codes(id).Count());
        Assert.All(RequestIds.Codes(id), code => Assert.Matches("^R-[0-9A-HJKMNP-TV-Z]{5}$", code.Value));
    }

    private static LedgerKeys Keys(byte seed) => new(Options.Create(new LedgerOptions { Key = Convert.ToBase64String(Enumerable.Repeat(seed, 32).ToArray()) }));
}
