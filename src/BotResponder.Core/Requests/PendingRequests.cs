using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>
/// The requests of one person that wait for approvers. There is a most: whoever is asked often enough approves without looking.
/// </summary>
/// <remarks>The list is cleaned when it is full, so that no end of a request has to touch it.</remarks>
internal static class PendingRequests
{
    /// <returns>Why this person must wait before she asks again; null when she need not.</returns>
    public static async ValueTask<Problem?> RefuseAsync(ILedgerView view, PersonId asker, int most, CancellationToken cancellationToken) =>
        (await OpenAsync(view, asker, most, cancellationToken)).Length < most ? null : new Problem.NotAllowed(
            $"You have {most} requests that wait for approval, and more at a time may not wait. Nothing was done. Ask the approvers, or withdraw what is no longer needed: pending lists them.");

    /// <returns>The row that counts this one as well.</returns>
    public static async ValueTask<RowChange> AddAsync(ILedgerView view, PersonId asker, RequestId id, int most, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(view, asker, most, cancellationToken);
        return new(LedgerRows.Pending(asker), JsonSerializer.Serialize(open.Add(id), RequestJson.Default.ImmutableArrayRequestId));
    }

    private static async ValueTask<ImmutableArray<RequestId>> OpenAsync(ILedgerView view, PersonId asker, int most, CancellationToken cancellationToken)
    {
        var body = await view.FindAsync(LedgerRows.Pending(asker), cancellationToken);
        var listed = body is null ? [] : JsonSerializer.Deserialize(body, RequestJson.Default.ImmutableArrayRequestId);
        if (listed.Length < most)
        {
            return listed;
        }

        var open = ImmutableArray.CreateBuilder<RequestId>();
        foreach (var id in listed)
        {
            if ((await RequestChange.LoadAsync(view, id, cancellationToken)).Request?.State == RequestState.Pending)
            {
                open.Add(id);
            }
        }

        return open.ToImmutable();
    }
}
