using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;

namespace BotResponder.Benchmarks.Measures;

/// <summary>Writes sealed audit lines and their head as the ledger does, only more of them at once.</summary>
internal sealed class TrailWriter(IRecordStore records, AuditChain chain, CustomerId customer)
{
    private const int Group = RecordLimits.WritesPerCommit - 1;
    private static readonly DateTimeOffset Begin = DateTimeOffset.UnixEpoch.AddYears(56);

    private static readonly AuditFact Fact = new("request.reviewed", new(new("tenant", "object"), "Bo Lind"), "Bo Lind approved to isolate ws-042.")
    {
        Request = new RequestId("q1w2e3r4t5z6u7i8o9p0"),
        Code = new ShortCode("K7M2"),
        Action = new ActionId("device.isolate"),
        Target = new ActionTarget("device", "1e5bc9d7e413ddd7902c2932e418702b84d0cc07", "ws-042.contoso.example"),
        Activity = "1700000000001",
    };

    private ChainHead _head = ChainHead.Empty;

    public CustomerId Customer => customer;

    public async Task GrowToAsync(int rows)
    {
        while (_head.Sequence < rows)
        {
            await AppendAsync((int)Math.Min(Group, rows - _head.Sequence));
        }
    }

    /// <param name="lines">1 to 99, in one durable commit.</param>
    public async Task AppendAsync(int lines)
    {
        var partition = LedgerRows.Partition(customer);
        List<RecordWrite> writes = [];
        for (var line = 0; line < lines; line++)
        {
            var entry = chain.Seal(_head, Fact, Begin.AddSeconds(_head.Sequence));
            _head = new(entry.Entry.Sequence, entry.Hash);
            writes.Add(new RecordWrite.Insert(new(partition, LedgerRows.Audit(_head.Sequence)), JsonSerializer.Serialize(entry, AuditJson.Default.SealedEntry)));
        }

        writes.Add(new RecordWrite.Put(new(partition, LedgerRows.Head), JsonSerializer.Serialize(chain.SealHead(_head), AuditJson.Default.SealedHead)));
        if (await records.CommitAsync(writes, CancellationToken.None) != WriteOutcome.Written)
        {
            throw new InvalidOperationException("The trail has another writer.");
        }
    }
}
