using BotResponder.Core.Records;
using CsCheck;

namespace BotResponder.Storage.Tests.Records;

public abstract partial class RecordStoreContract
{
    private static readonly string[] s_rows = ["a", "a|", "a|1", "B", "b"];

    private static readonly Gen<PlannedWrite> s_write = Gen.Select(
        Gen.Enum<PlannedKind>(), Gen.OneOf(s_rows), Gen.Int[0, 999],
        (kind, row, body) => new PlannedWrite(kind, row, $$"""{"n":{{body}}}"""));

    private static readonly Gen<PlannedWrite[][]> s_commits = s_write.Array[1, 4]
        .Select(writes => writes.DistinctBy(write => write.Row).ToArray())
        .Array[1, 15];

    /// <summary>How many random histories are played. A slow engine may do with fewer.</summary>
    protected virtual int Histories => 100;

    /// <summary>Every history of commits gives what a dictionary gives: outcomes, contents, order, and tags that change exactly when written.</summary>
    [Fact]
    public async Task Commit_AnyHistory_DoesWhatTheModelDoes()
    {
        var store = Store;
        var foreign = (await WrittenAsync("foreign", "{}")).Tag;

        await s_commits.SampleAsync(
            async commits =>
            {
                var model = new RecordModel($"{Partition}-{Guid.NewGuid():N}", foreign);
                foreach (var commit in commits)
                {
                    RecordWrite[] writes = [.. commit.Select(model.Concrete)];
                    var expected = model.Commit(writes);
                    Assert.Equal(expected, await store.CommitAsync(writes, CancellationToken.None));
                    model.Compare(await store.RangeAsync(model.Partition, "!", "~", 100, CancellationToken.None));
                }
            },
            iter: Histories);
    }
}
