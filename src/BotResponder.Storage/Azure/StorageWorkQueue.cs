using System.Text.Json;
using Azure;
using Azure.Storage.Queues.Models;
using BotResponder.Core.Work;
using Microsoft.Extensions.Logging;

namespace BotResponder.Storage.Azure;

/// <summary>Wake-ups in Azure Queue storage. A message's invisibility is both its timer and its lease, in whole seconds by the service's clock.</summary>
internal sealed class StorageWorkQueue(AzureAccount account, TimeProvider time, ILogger<StorageWorkQueue> log) : IWorkQueue
{
    /// <summary>The most messages of one answer: https://learn.microsoft.com/rest/api/storageservices/get-messages.</summary>
    private const int MostAtOnce = 32;

    /// <summary>A message holds 64 KiB; a character of a reason may need six bytes.</summary>
    private const int MostReasonCharacters = 4000;

    /// <summary>Messages never expire: what is lost by age would be lost in silence.</summary>
    private static readonly TimeSpan s_forever = TimeSpan.FromSeconds(-1);

    /// <summary>How long a worker has to copy an item to the dead letters.</summary>
    private static readonly TimeSpan s_parking = TimeSpan.FromSeconds(60);

    private readonly StartOnce _ready = new(async () =>
    {
        await account.Work.CreateIfNotExistsAsync();
        await account.DeadLetters.CreateIfNotExistsAsync();
    });

    /// <summary>How long a message can hide at once; a longer timer hides again when it comes. Azure's limit is the default.</summary>
    internal TimeSpan LongestHiding { get; init; } = LeaseRules.LongestLease;

    public async Task EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken)
    {
        await _ready.RunAsync(cancellationToken);
        await account.Work.SendMessageAsync(Text(new(item.Partition, item.Row, DueAfter(delay))), Hiding(delay), s_forever, cancellationToken);
    }

    public async Task<IReadOnlyList<LeasedWork>> LeaseAsync(int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        LeaseRules.Check(most, lease);
        await _ready.RunAsync(cancellationToken);
        List<LeasedWork> taken = [];
        for (var isMore = true; isMore && taken.Count < most;)
        {
            var wanted = Math.Min(MostAtOnce, most - taken.Count);
            var messages = (await account.Work.ReceiveMessagesAsync(wanted, Hiding(lease), cancellationToken)).Value;
            isMore = messages.Length == wanted;
            foreach (var message in messages)
            {
                if (await TakeAsync(message, cancellationToken) is { } work)
                {
                    taken.Add(work);
                }
            }
        }

        return taken;
    }

    public async Task<LeasedWork?> RenewAsync(LeasedWork work, TimeSpan lease, CancellationToken cancellationToken)
    {
        LeaseRules.Check(most: 1, lease);
        return await HideAsync(work, text: null, Hiding(lease), cancellationToken) is { } receipt ? work with { Receipt = receipt.ToString() } : null;
    }

    public async Task CompleteAsync(LeasedWork work, CancellationToken cancellationToken)
    {
        if (MessageReceipt.Parse(work.Receipt) is { } receipt)
        {
            await _ready.RunAsync(cancellationToken);
            await IfHeldAsync(() => account.Work.DeleteMessageAsync(receipt.Message, receipt.Pop, cancellationToken));
        }
    }

    public Task ReleaseAsync(LeasedWork work, TimeSpan delay, CancellationToken cancellationToken)
    {
        var early = MessageReceipt.Parse(work.Receipt)?.Early ?? 0;
        return HideAsync(work, Text(new(work.Item.Partition, work.Item.Row, DueAfter(delay), early)), Hiding(delay), cancellationToken);
    }

    public async Task ParkAsync(LeasedWork work, string reason, CancellationToken cancellationToken)
    {
        // Two queues know no common transaction. First make sure that it is ours, then copy, then remove: a crash between leaves it in both, never in none.
        if (await HideAsync(work, text: null, s_parking, cancellationToken) is not { } held)
        {
            return;
        }

        var brief = reason.Length > MostReasonCharacters ? reason[..MostReasonCharacters] + " [cut]" : reason;
        var letter = new DeadLetter(work.Item.Partition, work.Item.Row, work.Attempts, brief, time.GetUtcNow());
        await BuryAsync(JsonSerializer.Serialize(letter, WorkMessageJson.Default.DeadLetter), held, CancellationToken.None);
        log.WorkParked(work.Item.Partition, work.Item.Row, work.Attempts, reason);
    }

    /// <summary>Azure counts messages without telling which of them are leased: all that are not parked count as waiting.</summary>
    public async Task<QueueDepth> DepthAsync(CancellationToken cancellationToken)
    {
        await _ready.RunAsync(cancellationToken);
        var waiting = await account.Work.GetPropertiesAsync(cancellationToken);
        var parked = await account.DeadLetters.GetPropertiesAsync(cancellationToken);
        return new QueueDepth(waiting.Value.ApproximateMessagesCount, Leased: 0, parked.Value.ApproximateMessagesCount);
    }

    /// <returns>Null when it was not an attempt: too early, or not a work item at all.</returns>
    private async Task<LeasedWork?> TakeAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        if (Read(message) is not { } found)
        {
            await BuryAsync(message.Body.ToString(), new(message.MessageId, message.PopReceipt, 0), cancellationToken);
            log.MessageNotUnderstood(message.MessageId);
            return null;
        }

        var receipt = new MessageReceipt(message.MessageId, message.PopReceipt, found.Deliveries);
        var work = new LeasedWork(found.Item, receipt.ToString(), (int)(message.DequeueCount - found.Deliveries));
        if (found.Due is not { } due || due <= time.GetUtcNow())
        {
            return work;
        }

        await HideAsync(work, Text(found with { Deliveries = found.Deliveries + 1 }), Hiding(due - time.GetUtcNow()), cancellationToken);
        return null;
    }

    /// <returns>The new receipt; null when the old one no longer holds.</returns>
    private async Task<MessageReceipt?> HideAsync(LeasedWork work, string? text, TimeSpan hiding, CancellationToken cancellationToken)
    {
        if (MessageReceipt.Parse(work.Receipt) is not { } receipt)
        {
            return null;
        }

        await _ready.RunAsync(cancellationToken);
        MessageReceipt? hidden = null;
        await IfHeldAsync(async () =>
        {
            var updated = await account.Work.UpdateMessageAsync(receipt.Message, receipt.Pop, text, hiding, cancellationToken);
            hidden = receipt with { Pop = updated.Value.PopReceipt };
        });
        return hidden;
    }

    private async Task BuryAsync(string text, MessageReceipt held, CancellationToken cancellationToken)
    {
        await account.DeadLetters.SendMessageAsync(text, TimeSpan.Zero, s_forever, cancellationToken);
        await IfHeldAsync(() => account.Work.DeleteMessageAsync(held.Message, held.Pop, cancellationToken));
    }

    private static async Task IfHeldAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (RequestFailedException failure) when (IsLost(failure))
        {
            // The lease had run out and another worker has it, or it is done already: the seam says to do nothing.
        }
    }

    /// <summary>Codes: https://learn.microsoft.com/rest/api/storageservices/queue-service-error-codes.</summary>
    private static bool IsLost(RequestFailedException failure) =>
        failure.ErrorCode == QueueErrorCode.MessageNotFound
        || failure.ErrorCode == QueueErrorCode.PopReceiptMismatch
        || failure.ErrorCode == QueueErrorCode.InvalidQueryParameterValue && failure.Message.Contains("popreceipt", StringComparison.OrdinalIgnoreCase);

    private static WorkMessage? Read(QueueMessage message)
    {
        try
        {
            return JsonSerializer.Deserialize(message.Body, WorkMessageJson.Default.WorkMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(WorkMessage message) => JsonSerializer.Serialize(message, WorkMessageJson.Default.WorkMessage);

    /// <summary>Whole seconds, rounded up: never too early.</summary>
    private TimeSpan Hiding(TimeSpan span) => span switch
    {
        _ when span <= TimeSpan.Zero => TimeSpan.Zero,
        _ when span >= LongestHiding => LongestHiding,
        _ => TimeSpan.FromSeconds(Math.Ceiling(span.TotalSeconds)),
    };

    private DateTimeOffset? DueAfter(TimeSpan delay) => delay > LongestHiding ? time.GetUtcNow() + delay : null;
}
