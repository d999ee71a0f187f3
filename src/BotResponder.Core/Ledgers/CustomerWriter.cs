using System.Text.Json;
using System.Threading.Channels;
using BotResponder.Core.Audit;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using Microsoft.Extensions.Logging;

namespace BotResponder.Core.Ledgers;

/// <summary>Decides and commits for one customer, one batch after another. Whatever has come in while a batch was committed goes into the next one.</summary>
internal sealed class CustomerWriter
{
    /// <summary>How often a batch is decided again because another process was faster: a few seconds of growing waits.</summary>
    private const int MostRounds = 24;

    /// <summary>The longest wait after the first round that was lost. It doubles with each, up to <see cref="SlowestRound"/>.</summary>
    private static readonly TimeSpan FirstRound = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan SlowestRound = TimeSpan.FromMilliseconds(250);

    private readonly Channel<PendingDecision> _pending = Channel.CreateUnbounded<PendingDecision>(new() { SingleReader = true });
    private readonly string _partition;
    private readonly IRecordStore _records;
    private readonly Action<string, IReadOnlyList<OutboxEntry>> _wake;
    private readonly AuditChain _chain;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private KnownHead? _known;
    private KnownRows _rows = new();

    public CustomerWriter(
        string partition, IRecordStore records, Action<string, IReadOnlyList<OutboxEntry>> wake, AuditChain chain, TimeProvider time, ILogger log)
    {
        (_partition, _records, _wake, _chain, _time, _log) = (partition, records, wake, chain, time, log);
        _ = Task.Run(RunAsync);
    }

    public required int MostTogether { get; init; }

    public void Enter(PendingDecision decision) => _pending.Writer.TryWrite(decision);

    private async Task RunAsync()
    {
        while (await _pending.Reader.WaitToReadAsync())
        {
            var group = Take(MostTogether);
            try
            {
                await CommitAsync(group);
            }
#pragma warning disable CA1031 // The store failed: every caller of the group is told, and the writer lives on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Forget();
                _log.CommitFailed(exception, _partition, group.Count);
                group.ForEach(each => each.Fail(exception));
            }
        }
    }

    private List<PendingDecision> Take(int most)
    {
        List<PendingDecision> group = [];
        while (group.Count < most && _pending.Reader.TryRead(out var next))
        {
            group.Add(next);
        }

        return group;
    }

    private async Task CommitAsync(List<PendingDecision> group)
    {
        for (var round = 1; round <= MostRounds; round++)
        {
            var (batch, decided, rest) = await DecideAsync(group);
            if (batch.IsEmpty ? await StillHoldsAsync(batch) : await _records.CommitAsync(batch.Writes(), CancellationToken.None) == WriteOutcome.Written)
            {
                decided.ForEach(each => each.Complete());
                _wake(_partition, batch.Outbox);
                await LearnHeadAsync(batch);
                if (rest.Count == 0)
                {
                    return;
                }

                // The same list: whoever stands in it is told when the store fails.
                group.Clear();
                group.AddRange(rest);
                group.AddRange(Take(MostTogether - rest.Count));
                round = 0;
                continue;
            }

            Forget();
            _log.LostTheHead(_partition, round);
            await StepAsideAsync(round);
        }

        group.ForEach(each => each.Fail(new LedgerBusyException()));
    }

    /// <summary>Any part of the wait ("full jitter"): of processes that lost together, one is alone with the head next time.</summary>
    private static Task StepAsideAsync(int round)
    {
        var longest = FirstRound * Math.Pow(2, Math.Min(round - 1, 10));
#pragma warning disable CA5394 // No secret hangs on it.
        var wait = (longest < SlowestRound ? longest : SlowestRound) * Random.Shared.NextDouble();
#pragma warning restore CA5394
        // Not by the clock that deadlines go by: processes contend in real time.
        return round == 1 ? Task.CompletedTask : Task.Delay(wait, TimeProvider.System);
    }

    private async Task<(LedgerBatch Batch, List<PendingDecision> Decided, List<PendingDecision> Left)> DecideAsync(List<PendingDecision> group)
    {
        var batch = new LedgerBatch(_partition, _known ??= await ReadHeadAsync(), _rows, _chain, _records, _time.GetUtcNow());
        group.RemoveAll(each => each.IsOver);
        List<PendingDecision> decided = [];

        // Side by side, because reading a store far away takes most of the time. The head was read before: what they read holds as long as its tag does.
        var runs = await Task.WhenAll(group.Select(each => SeeAsync(each, batch)));
        for (var index = 0; index < group.Count; index++)
        {
            var (view, run) = runs[index];
            if (view.IsOutdated)
            {
                run = await group[index].DecideAsync(new DecisionView(batch));
            }

            if (run.Writes is not { IsTooLarge: false } writes)
            {
                group[index].Fail(run.Failure ?? new InvalidOperationException("A decision writes more than one commit can hold."));
                continue;
            }

            if (!writes.IsEmpty && !batch.Fits(writes))
            {
                return (batch, decided, group[index..]);
            }

            batch.Add(writes);
            decided.Add(group[index]);
        }

        return (batch, decided, []);
    }

    private static async Task<(DecisionView View, DecisionRun Run)> SeeAsync(PendingDecision decision, LedgerBatch batch)
    {
        var view = new DecisionView(batch);
        return (view, await decision.DecideAsync(view));
    }

    private async Task<KnownHead> ReadHeadAsync()
    {
        if (await _records.FindAsync(new(_partition, LedgerRows.Head), CancellationToken.None) is not { } stored)
        {
            return new(ChainHead.Empty, null, IsSealed: true);
        }

        var head = JsonSerializer.Deserialize(stored.Body, AuditJson.Default.SealedHead) ?? throw new JsonException("The chain head is null.");
        var isSealed = _chain.IsSealed(head);
        if (!isSealed)
        {
            _log.SealBroken(_partition);
        }

        return new(head.Head, stored.Tag, isSealed) { Stamp = head.Stamp };
    }

    /// <summary>Nothing is written, so no condition says that what was known is still so: the head is looked at.</summary>
    private async Task<bool> StillHoldsAsync(LedgerBatch batch) => !batch.ReliesOnKnownRows || (await ReadHeadAsync()).Tag == _known?.Tag;

    /// <summary>A commit does not return the new tag, so the head is read once after it; an empty batch leaves it as it was.</summary>
    private async Task LearnHeadAsync(LedgerBatch batch)
    {
        if (batch.IsEmpty)
        {
            return;
        }

        var read = await ReadHeadAsync();
        if (read.Stamp == batch.Stamp)
        {
            _known = read;
            batch.KeepWritten();
        }
        else
        {
            Forget();
        }
    }

    /// <summary>Somebody else has committed, or might have.</summary>
    private void Forget() => (_known, _rows) = (null, new());
}

/// <param name="IsSealed">False when somebody without the key wrote it. It is carried on without a seal, so that the verifier goes on saying so.</param>
internal sealed record KnownHead(ChainHead Head, RecordTag? Tag, bool IsSealed)
{
    /// <summary>Of the commit that wrote it.</summary>
    public string? Stamp { get; init; }
}
