using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.BreakGlass;

/// <summary>
/// Lets a request through the glass inside the commit that asks: who may, how many of hers wait for review, and what must follow. Counted over all accounts of one
/// person. A customer who has nobody to review stops the start.
/// </summary>
public sealed class GlassUses
{
    private readonly CustomerDirectory _customers;
    private readonly GlassOptions _options;

    /// <exception cref="InvalidOperationException">Somebody may break the glass for a customer who has too few approvers to review it.</exception>
    public GlassUses(CustomerDirectory customers, IOptions<GlassOptions> options)
    {
        (_customers, _options) = (customers, options.Value);
        foreach (var customer in customers.All)
        {
            RefuseHopeless(customer);
        }
    }

    /// <returns>Why the glass may not be broken now; null when it may.</returns>
    internal async ValueTask<Problem?> RefuseAsync(ILedgerView view, CustomerId id, PersonId person, bool isCritical, CancellationToken cancellationToken)
    {
        if (_customers.Find(id) is not { } customer)
        {
            return GlassRules.MayNotBreak;
        }

        if (GlassRules.RefuseBreaking(customer, person, isCritical) is { } refused)
        {
            return refused;
        }

        List<ShortCode> open = [];
        foreach (var account in customer.Linked.Of(person))
        {
            open.AddRange((await OpenAsync(view, account, cancellationToken)).Select(request => request.Code));
        }

        return open.Count < _options.MostOpen ? null : new Problem.NotAllowed(
            $"You broke the glass for {string.Join(", ", open.Select(code => code.Value).Order(StringComparer.Ordinal))}, and that is not reviewed yet. Nothing was done. Have it reviewed first, or ask without break glass, and approvers decide.");
    }

    /// <summary>What is pinned into the request.</summary>
    internal BrokenGlass Pin(ImmutableArray<ApprovalDemand> aside, DateTimeOffset now) => new(_options.Reviewers, now + _options.ReviewWithin, _options.AlarmEvery) { SetAside = aside };

    /// <summary>The rows and the timer that follow from it.</summary>
    internal static async ValueTask RememberAsync(RequestChange change, CancellationToken cancellationToken)
    {
        if (change.Request is not { Glass: { } glass } request)
        {
            return;
        }

        var id = JsonSerializer.Serialize(request.Id, RequestJson.Default.RequestId);
        var open = (await OpenAsync(change.View, request.Requester.Id, cancellationToken)).Select(each => each.Id).Append(request.Id).ToImmutableArray();
        change.Write(LedgerRows.Glass(request.Id), id);
        change.Write(LedgerRows.GlassBy(request.Requester.Id), JsonSerializer.Serialize(open, RequestJson.Default.ImmutableArrayRequestId));
        change.Wake(WorkKind.Review, 0, glass.ReviewBy - change.View.Now);
        change.Note("glass.broken", request.Requester, $"Broke the glass: {request.Action} of {request.Subject} runs without anybody's approval. {glass.Missing} must review it by {glass.ReviewBy.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}");
    }

    /// <summary>Read anew each time, so that no review has to touch the list.</summary>
    private static async ValueTask<ImmutableArray<ResponseRequest>> OpenAsync(ILedgerView view, PersonId person, CancellationToken cancellationToken)
    {
        var body = await view.FindAsync(LedgerRows.GlassBy(person), cancellationToken);
        var open = ImmutableArray.CreateBuilder<ResponseRequest>();
        foreach (var id in body is null ? [] : JsonSerializer.Deserialize(body, RequestJson.Default.ImmutableArrayRequestId))
        {
            if ((await RequestChange.LoadAsync(view, id, cancellationToken)).Request is { AwaitsReview: true } request)
            {
                open.Add(request);
            }
        }

        return open.ToImmutable();
    }

    private void RefuseHopeless(Customer customer)
    {
        if (customer.Groups.Any(held => held.Role is Role.Approver or Role.SeniorApprover))
        {
            // Who is in a group is known later, and changes.
            return;
        }

        var breakers = customer.Roles.Where(held => held.Value.Contains(Role.BreakGlass)).Select(held => (PersonId?)held.Key).ToList();
        if (customer.Groups.Any(held => held.Role == Role.BreakGlass))
        {
            breakers.Add(null);
        }

        foreach (var breaker in breakers)
        {
            var others = customer.Approvers.Where(person => breaker is not { } own || !customer.Linked.AreOne(person, own))
                .DistinctBy(person => customer.Linked.Of(person).Select(account => account.ToString()).Min(StringComparer.Ordinal), StringComparer.Ordinal).Count();
            if (others < _options.Reviewers)
            {
                throw new InvalidOperationException(
                    $"BreakGlass: {_options.Reviewers} others must review when {breaker?.ToString() ?? "somebody of a group"} breaks the glass, and {customer.Name} has {others}. Name more approvers, or nobody who breaks the glass.");
            }
        }
    }
}
