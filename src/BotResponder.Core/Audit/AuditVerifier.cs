using System.Text.Json;
using BotResponder.Core.Customers;

namespace BotResponder.Core.Audit;

/// <summary>Walks a customer's chain from its first line to its head and names the first line that is not as it was written.</summary>
public sealed class AuditVerifier(AuditTrail trail, AuditChain chain)
{
    private const int Page = 1000;

    public async Task<AuditVerdict> VerifyAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        SealedHead? stored;
        try
        {
            stored = await trail.SealedHeadAsync(customer, cancellationToken);
        }
        catch (JsonException)
        {
            return new(0, 0, "the head cannot be read");
        }

        var expected = stored?.Head ?? ChainHead.Empty;
        var (walked, fault) = await WalkAsync(customer, expected, cancellationToken);
        if (fault is not null)
        {
            return new(walked.Sequence, walked.Sequence + 1, fault);
        }

        if (walked.Sequence == expected.Sequence && walked != expected)
        {
            return new(walked.Sequence, walked.Sequence, "the head does not belong to it");
        }

        return stored is not null && !chain.IsSealed(stored)
            ? new(walked.Sequence, walked.Sequence, "the head was written without the key: lines behind it may be gone")
            : await LookBehindAsync(customer, walked, cancellationToken);
    }

    /// <summary>Lines written after the head was read are walked too, as far as they stand in the same page.</summary>
    private async Task<(ChainHead Walked, string? Fault)> WalkAsync(CustomerId customer, ChainHead expected, CancellationToken cancellationToken)
    {
        var (head, take) = (ChainHead.Empty, Page);
        while (head.Sequence < expected.Sequence)
        {
            var page = await ReadAsync(customer, head.Sequence + 1, take, cancellationToken);
            if (page is null && take > 1)
            {
                take = 1; // One of these lines cannot be read: find out which.
                continue;
            }

            if (page is null or [])
            {
                return (head, page is null ? "it cannot be read" : $"line {head.Sequence + 1} is missing");
            }

            foreach (var entry in page)
            {
                if (chain.Check(head, entry) is { } fault)
                {
                    return (head, fault);
                }

                head = new(entry.Entry.Sequence, entry.Hash);
            }
        }

        return (head, null);
    }

    /// <summary>A line and the head that covers it are one commit: a line behind a head that was read after it was put there by somebody else.</summary>
    private async Task<AuditVerdict> LookBehindAsync(CustomerId customer, ChainHead walked, CancellationToken cancellationToken)
    {
        var next = await ReadAsync(customer, walked.Sequence + 1, take: 1, cancellationToken);
        var last = next is [] ? walked.Sequence : walked.Sequence + 1;
        var now = await trail.HeadAsync(customer, cancellationToken);
        return now.Sequence < last ? new(now.Sequence, now.Sequence + 1, "it stands behind the head") : new(walked.Sequence, null, null);
    }

    /// <returns>Null when a line among them is not JSON of an entry.</returns>
    private async Task<IReadOnlyList<SealedEntry>?> ReadAsync(CustomerId customer, long from, int take, CancellationToken cancellationToken)
    {
        try
        {
            return await trail.FromAsync(customer, from, take, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null; // NotSupported: an event without its discriminator.
        }
    }
}

/// <param name="Verified">How many lines from the first on are as they were written.</param>
/// <param name="FirstBad">The sequence number of the first line that is not, 0 for a head that cannot be read; null when all are.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record AuditVerdict(long Verified, long? FirstBad, string? Fault)
{
    public bool IsIntact => FirstBad is null;
}
