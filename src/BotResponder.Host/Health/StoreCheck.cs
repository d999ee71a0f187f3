using BotResponder.Core.Records;

namespace BotResponder.Host.Health;

/// <summary>Whether the store keeps its one promise: a write whose condition does not hold is refused. In a partition of its own.</summary>
internal sealed class StoreCheck(IRecordStore records)
{
    private const string What = "storage";

    public async Task<CheckLine> RunAsync(CancellationToken cancellationToken)
    {
        var key = new RecordKey("check|store", $"probe|{Guid.NewGuid():N}");
        try
        {
            return await FaultAsync(key, cancellationToken) is { } fault
                ? CheckLine.Failed(What, $"{fault} Nothing can be decided safely over this store: do not run the bot with it.")
                : CheckLine.Ok(What, "Writable, and a stale write is refused.");
        }
        finally
        {
            await records.CommitAsync([new RecordWrite.Delete(key, null)], CancellationToken.None);
        }
    }

    private async Task<string?> FaultAsync(RecordKey key, CancellationToken cancellationToken)
    {
        if (await records.CommitAsync([new RecordWrite.Insert(key, "1")], cancellationToken) != WriteOutcome.Written
            || await records.FindAsync(key, cancellationToken) is not { Body: "1" } first)
        {
            return "A row that was written cannot be read back.";
        }

        if (await records.CommitAsync([new RecordWrite.Insert(key, "2")], cancellationToken) != WriteOutcome.Conflict)
        {
            return "A row was inserted over another.";
        }

        if (await records.CommitAsync([new RecordWrite.Replace(key, "2", first.Tag)], cancellationToken) != WriteOutcome.Written)
        {
            return "A row cannot be replaced.";
        }

        var stale = await records.CommitAsync([new RecordWrite.Replace(key, "3", first.Tag)], cancellationToken);
        return stale == WriteOutcome.Conflict && await records.FindAsync(key, cancellationToken) is { Body: "2" } ? null : "A stale write was not refused.";
    }
}
