using System.Text.Json;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;

namespace BotResponder.Host.Cards;

/// <summary>Remembers where the copies of a request's card stand. Several writers of one row, in several processes: each change is made again on what the others wrote.</summary>
internal sealed class SentCardBook(IRecordStore records, Outbox outbox, TimeProvider time)
{
    private const int MostRounds = 8;

    /// <returns>Null before the first card was planned.</returns>
    public async Task<StoredCards?> FindAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        var stored = await records.FindAsync(KeyOf(request), cancellationToken);
        return stored is null ? null : new(JsonSerializer.Deserialize(stored.Body, RequestJson.Default.SentCards)!, stored.Tag);
    }

    /// <param name="change">Pure; may be run more than once.</param>
    /// <param name="learn">Conversations in which people may type the request's code from now on.</param>
    /// <param name="besides">Rows of the same partition that become true together with it.</param>
    /// <returns>What is stored now.</returns>
    /// <exception cref="CardsBehindException">Others were faster every time; nothing was written.</exception>
    public async Task<SentCards> ChangeAsync(
        ResponseRequest request, Func<SentCards, SentCards> change, IReadOnlyList<ConversationKey> learn, CancellationToken cancellationToken,
        params IEnumerable<RecordWrite> besides)
    {
        for (var round = 1; round <= MostRounds; round++)
        {
            var before = await FindAsync(request, cancellationToken);
            var after = change(before?.Cards ?? SentCards.None);
            if (await records.CommitAsync([Write(request, before, after), .. Codes(request, learn), .. besides], cancellationToken) == WriteOutcome.Written)
            {
                return after;
            }
        }

        throw new CardsBehindException(request.Id);
    }

    /// <summary>Adds a copy and, in the same commit, asks for all copies to be drawn: whatever the request has become meanwhile, this one shows it too.</summary>
    public async Task AddAsync(ResponseRequest request, CardCopy copy, IReadOnlyList<ConversationKey> learn, CancellationToken cancellationToken)
    {
        var draw = Draw(request);
        await ChangeAsync(request, current => current.Adopt(copy), learn, cancellationToken, draw);
        await outbox.WakeAsync(draw.Key, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Asks for all copies to be drawn.</summary>
    public async Task RedrawAsync(ResponseRequest request, CancellationToken cancellationToken)
    {
        var draw = Draw(request);
        await records.CommitAsync([draw], cancellationToken);
        await outbox.WakeAsync(draw.Key, TimeSpan.Zero, cancellationToken);
    }

    private RecordWrite.Put Draw(ResponseRequest request)
    {
        var entry = new OutboxEntry(WorkKind.Cards, request.Id, 0, time.GetUtcNow());
        return new(new(LedgerRows.Partition(request.Customer), LedgerRows.Outbox(entry.Id)), JsonSerializer.Serialize(entry, WorkJson.Default.OutboxEntry));
    }

    private static RecordWrite Write(ResponseRequest request, StoredCards? before, SentCards after)
    {
        var body = JsonSerializer.Serialize(after, RequestJson.Default.SentCards);
        return before is { Tag: var tag } ? new RecordWrite.Replace(KeyOf(request), body, tag) : new RecordWrite.Insert(KeyOf(request), body);
    }

    private static IEnumerable<RecordWrite> Codes(ResponseRequest request, IReadOnlyList<ConversationKey> learn) => learn.Distinct().Select(conversation =>
        new RecordWrite.Put(
            new(LedgerRows.Partition(request.Customer), LedgerRows.Code(conversation, request.Code)), JsonSerializer.Serialize(request.Id, RequestJson.Default.RequestId)));

    private static RecordKey KeyOf(ResponseRequest request) => new(LedgerRows.Partition(request.Customer), LedgerRows.Sent(request.Id));
}

internal sealed record StoredCards(SentCards Cards, RecordTag Tag);
