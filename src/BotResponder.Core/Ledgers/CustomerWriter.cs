using System.Collections.Immutable;
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
    private int _lost;

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
        var draft = new LedgerDraft([]);
        while (draft.Count > 0 || await _pending.Reader.WaitToReadAsync())
        {
            draft = await CommitAsync(draft);
        }
    }

    /// <summary>While the store is busy, who waits decides already, and sees what is on its way as if it were there.</summary>
    /// <returns>Who still waits for the store.</returns>
    private async Task<LedgerDraft> CommitAsync(LedgerDraft draft)
    {
        var next = new LedgerDraft([]);
        var ahead = Task.CompletedTask;
        await TryAsync(draft, async () =>
        {
            await FillAsync(draft, behind: null);
            next = draft.TakeRest();
            var commit = StoreAsync(draft.Batch!);
            ahead = FillAsync(next, draft.Batch);
            if (await commit)
            {
                Land(draft);
            }
            else
            {
                await StepAsideAsync(draft);
            }
        });
        await TryAsync(next, () => ahead);
        if (_known is null)
        {
            return draft.Again(next);
        }

        next.Batch?.Land();
        await LetInAsync();
        return next;
    }

    /// <summary>
    /// Who was told just now may have the next decision ready, and shares the next commit when it waits for her: behind what the pool has to do, not longer.
    /// </summary>
    private static Task LetInAsync() => Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);

    /// <summary>When the store fails, those whom it concerns are told, and the writer lives on.</summary>
    private async Task TryAsync(LedgerDraft draft, Func<Task> work)
    {
        try
        {
            await work();
        }
#pragma warning disable CA1031 // Any exception: a writer that ends would leave its customer waiting for ever.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Forget();
            _log.CommitFailed(exception, _partition, draft.Count);
            draft.Fail(exception);
        }
    }

    /// <summary>Takes in who has come, and makes their decisions.</summary>
    private async Task FillAsync(LedgerDraft draft, LedgerBatch? behind)
    {
        while (!draft.IsFull && draft.Count < MostTogether && _pending.Reader.TryRead(out var decision))
        {
            draft.Take(decision);
        }

        if (draft is { IsFull: false, HasWaiting: true })
        {
            await draft.DecideAsync(draft.Batch ?? behind?.Behind(_time.GetUtcNow()) ?? await BeginAsync());
        }
    }

    private async Task<LedgerBatch> BeginAsync()
    {
        _known ??= await ReadHeadAsync();
        return new(_partition, _known.Head, _rows, _chain, _records, _time.GetUtcNow());
    }

    /// <returns>False when somebody else came first.</returns>
    private async Task<bool> StoreAsync(LedgerBatch batch)
    {
        if (batch.IsEmpty)
        {
            return await StillHoldsAsync(batch);
        }

        var writes = batch.Writes(_known!);
        var outcome = await _records.CommitAsync(writes, CancellationToken.None);
        if (outcome == WriteOutcome.Written)
        {
            Learn(batch, writes, outcome.Tags);
        }

        return outcome == WriteOutcome.Written;
    }

    private void Land(LedgerDraft draft)
    {
        _lost = 0;
        draft.Complete();
        _wake(_partition, draft.Batch!.Outbox);
    }

    private async Task StepAsideAsync(LedgerDraft draft)
    {
        Forget();
        _log.LostTheHead(_partition, ++_lost);
        if (_lost < MostRounds)
        {
            await StepAsideAsync(_lost);
            return;
        }

        _lost = 0;
        draft.Fail(new LedgerBusyException());
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

    private Task<KnownHead> ReadHeadAsync() => KnownHead.ReadAsync(_records, _partition, _chain, _log);

    /// <summary>Nothing is written, so no condition says that what was known is still so: the head is looked at.</summary>
    private async Task<bool> StillHoldsAsync(LedgerBatch batch) => !batch.ReliesOnKnownRows || (await ReadHeadAsync()).Tag == _known?.Tag;

    /// <summary>An engine that could not learn the tags leaves nothing known: the head and the rows are read again.</summary>
    private void Learn(LedgerBatch batch, IReadOnlyList<RecordWrite> writes, ImmutableArray<RecordTag> tags)
    {
        if (tags.IsEmpty)
        {
            Forget();
            return;
        }

        _known = _known! with { Head = batch.Head, Tag = tags[0] };
        batch.Keep(writes, tags);
    }

    /// <summary>Somebody else has committed, or might have.</summary>
    private void Forget() => (_known, _rows) = (null, new());
}
