using System.Text.Json;
using BotResponder.Core.Audit;
using BotResponder.Core.Records;
using Microsoft.Extensions.Logging;

namespace BotResponder.Core.Ledgers;

/// <summary>A customer's chain head as this process last read or wrote it.</summary>
/// <param name="Tag">Null while there is none.</param>
/// <param name="IsSealed">False when somebody without the key wrote it. It is carried on without a seal, so that the verifier goes on saying so.</param>
internal sealed record KnownHead(ChainHead Head, RecordTag? Tag, bool IsSealed)
{
    public static async Task<KnownHead> ReadAsync(IRecordStore records, string partition, AuditChain chain, ILogger log)
    {
        if (await records.FindAsync(new(partition, LedgerRows.Head), CancellationToken.None) is not { } stored)
        {
            return new(ChainHead.Empty, null, IsSealed: true);
        }

        var head = JsonSerializer.Deserialize(stored.Body, AuditJson.Default.SealedHead) ?? throw new JsonException("The chain head is null.");
        var isSealed = chain.IsSealed(head);
        if (!isSealed)
        {
            log.SealBroken(partition);
        }

        return new(head.Head, stored.Tag, isSealed);
    }
}
