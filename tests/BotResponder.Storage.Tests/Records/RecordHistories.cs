using BotResponder.Core.Records;
using CsCheck;

namespace BotResponder.Storage.Tests.Records;

/// <summary>Random histories of commits, played on an engine and on the model.</summary>
internal static class RecordHistories
{
    private static readonly string[] s_rows = ["a", "a|", "a|1", "B", "b"];

    private static readonly Gen<PlannedWrite> s_write = Gen.Select(
        Gen.Enum<PlannedKind>(), Gen.OneOf(s_rows), Gen.Int[0, 999],
        (kind, row, body) => new PlannedWrite(kind, row, $$"""{"n":{{body}}}"""));

    private static readonly Gen<PlannedWrite[][]> s_commits = s_write.Array[1, 4]
        .Select(writes => writes.DistinctBy(write => write.Row).ToArray())
        .Array[1, 15];

    /// <summary>Demands outcomes, contents, order, and tags that change exactly when written.</summary>
    public static Task PlayAsync(IRecordStore store, string partition, RecordTag foreign, int histories) => s_commits.SampleAsync(
        async commits =>
        {
            var model = new RecordModel($"{partition}-{Guid.NewGuid():N}", foreign);
            foreach (var commit in commits)
            {
                RecordWrite[] writes = [.. commit.Select(model.Concrete)];
                var expected = model.Commit(writes);
                Assert.Equal(expected, await store.CommitAsync(writes, CancellationToken.None));
                model.Compare(await store.RangeAsync(model.Partition, "!", "~", 100, CancellationToken.None));
            }
        },
        iter: histories,
        threads: 1);
}
