using System.Text.Json;
using BotResponder.Core.Customers;

namespace BotResponder.Core.Audit;

/// <summary>Walks a customer's chain from its first line to its head and names the first line that is not as it was written.</summary>
public sealed class AuditVerifier(AuditTrail trail, AuditChain chain)
{
    private const int Page = 1000;

    public async Task<AuditVerdict> VerifyAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        var expected = await trail.HeadAsync(customer, cancellationToken);
        var head = ChainHead.Empty;
        while (head.Sequence < expected.Sequence)
        {
            IReadOnlyList<SealedEntry> page;
            try
            {
                page = await trail.FromAsync(customer, head.Sequence + 1, Page, cancellationToken);
            }
            catch (JsonException)
            {
                return new(head.Sequence, head.Sequence + 1, "a line from here on cannot be read");
            }

            if (page.Count == 0)
            {
                return new(head.Sequence, head.Sequence + 1, $"line {head.Sequence + 1} is missing");
            }

            foreach (var entry in page)
            {
                if (chain.Check(head, entry) is { } fault)
                {
                    return new(head.Sequence, head.Sequence + 1, fault);
                }

                head = new(entry.Entry.Sequence, entry.Hash);
            }
        }

        // Lines written after the head was read are not this walk's business; the line at the head must be the head's.
        return head.Sequence > expected.Sequence || head == expected ? new(head.Sequence, null, null) : new(head.Sequence, head.Sequence, "the head does not belong to it");
    }
}

/// <param name="Verified">How many lines from the first on are as they were written.</param>
/// <param name="FirstBad">The sequence number of the first line that is not; null when all are.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record AuditVerdict(long Verified, long? FirstBad, string? Fault)
{
    public bool IsIntact => FirstBad is null;
}
