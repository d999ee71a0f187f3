using BotResponder.Tests.Ledgers;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Audit;

/// <summary>Reads cost what they return, however long the trail is.</summary>
public sealed class AuditTrailTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(400)]
    public async Task NewestAsync_AnyLength_ReadsTheHeadAndWhatItReturns(int length)
    {
        var house = await HouseWithAsync(length);

        var lines = await house.Trail.NewestAsync(Cast.Contoso, 5, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 5).Select(back => (long)(length - back)), lines.Select(line => line.Entry.Sequence));
        Assert.Equal(1 + 5, house.Watched.RowsRead);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(400)]
    public async Task OfTargetAsync_AnyLength_ReadsAPointerAndALineForEach(int length)
    {
        var house = await HouseWithAsync(length);

        var lines = await house.Trail.OfTargetAsync(Cast.Contoso, "device", Isolation.Workstation.Id, 5, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 5).Select(back => (long)(length - back)), lines.Select(line => line.Entry.Sequence));
        Assert.Equal(2 * 5, house.Watched.RowsRead);
    }

    [Fact]
    public async Task OfRequestAsync_OfThatRequestOnly_NewestFirst()
    {
        var house = await HouseWithAsync(10);

        var lines = await house.Trail.OfRequestAsync(Cast.Contoso, new("abcdefgh.count"), 3, TestContext.Current.CancellationToken);
        var none = await house.Trail.OfRequestAsync(Cast.Contoso, new("abcdefgh.coun"), 3, TestContext.Current.CancellationToken);

        Assert.Equal([10, 9, 8], lines.Select(line => line.Entry.Sequence));
        Assert.Empty(none);
    }

    [Fact]
    public async Task NewestAsync_LessThanAskedFor_ReturnsAll()
    {
        var house = await HouseWithAsync(3);

        Assert.Equal(3, (await house.Trail.NewestAsync(Cast.Contoso, 50, TestContext.Current.CancellationToken)).Count);
        Assert.Empty(await house.Trail.NewestAsync(Cast.Fabrikam, 50, TestContext.Current.CancellationToken));
    }

    private static async Task<House> HouseWithAsync(int lines)
    {
        var house = new House();
        await Task.WhenAll(Enumerable.Range(0, lines).Select(_ => house.CountAsync()));
        await house.CountedAsync();
        house.Watched.StartCounting();
        return house;
    }
}
