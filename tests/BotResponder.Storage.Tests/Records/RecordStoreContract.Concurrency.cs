using System.Globalization;
using BotResponder.Core.Records;

namespace BotResponder.Storage.Tests.Records;

public abstract partial class RecordStoreContract
{
    /// <summary>How many increments each of the 16 writers makes. A slow engine may do with fewer.</summary>
    protected virtual int IncrementsPerWriter => 25;

    [Fact]
    public async Task Commit_SixteenWritersOfOneCounter_LoseNoIncrement()
    {
        await WrittenAsync("counter", "0");

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(IncrementAsync)));

        var expected = 16 * IncrementsPerWriter;
        Assert.Equal(expected.ToString(CultureInfo.InvariantCulture), (await FindAsync("counter"))!.Body);

        async Task IncrementAsync()
        {
            for (var done = 0; done < IncrementsPerWriter;)
            {
                var current = (await FindAsync("counter"))!;
                var next = (int.Parse(current.Body, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
                var outcome = await CommitAsync(new RecordWrite.Replace(Key("counter"), next, current.Tag));
                done += outcome == WriteOutcome.Written ? 1 : 0;
            }
        }
    }

    [Fact]
    public async Task Insert_SixteenAtOnceOfOneRow_HasOneWinner()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            n => Task.Run(() => CommitAsync(new RecordWrite.Insert(Key("a"), $"{n}"), new RecordWrite.Insert(Key($"by{n}"), "{}")))));

        var winner = Assert.Single(outcomes.Index(), each => each.Item == WriteOutcome.Written).Index;
        Assert.Equal($"{winner}", (await FindAsync("a"))!.Body);
        Assert.Equal($"by{winner}", Assert.Single(await RangeAsync("by", "by~")).Key.Row);
    }

    [Fact]
    public async Task Find_AfterCommitReturned_SeesItFromEveryThread()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 20; n++)
            {
                await WrittenAsync($"w{writer}", $"{n}");
                Assert.Equal($"{n}", (await FindAsync($"w{writer}"))!.Body);
                Assert.Equal($"{n}", Assert.Single(await RangeAsync($"w{writer}", $"w{writer}~")).Body);
            }
        })));
    }
}
