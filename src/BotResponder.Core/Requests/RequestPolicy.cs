using System.Collections.Immutable;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Requests;

/// <summary>What the policy says about a wish, and what of that is pinned into its request.</summary>
public sealed class RequestPolicy(PolicyBook book, CustomerDirectory customers, IOptions<ApprovalOptions> options)
{
    /// <summary>Before anything is looked up: a wish that is too large is not worth a call.</summary>
    internal Problem? RefuseNumber(Ask ask) => ask.Parameters.Length > options.Value.MostTargets
        ? new Problem.Malformed($"That names {ask.Parameters.Length} {ask.Action.Descriptor.TargetKind}s; one request may have {options.Value.MostTargets}. Nothing was done: send them in parts.")
        : null;

    internal PolicyDecision Decide(Ask ask, FoundTargets targets, DateTimeOffset now) => book.Decide(Question(ask, targets, now));

    internal PinnedPolicy Pin(Ask ask, FoundTargets targets, DateTimeOffset now, PolicyDecision decision)
    {
        var needs = decision as PolicyDecision.NeedsApprovals;
        return new(book.Version, decision.Rules, decision.Why)
        {
            Demands = needs?.Demands ?? [],
            DenyAfter = needs?.DenyAfter ?? 1,
            Facts = Facts(Question(ask, targets, now)),
        };
    }

    internal TimeSpan Expiry(PolicyDecision decision) => (decision as PolicyDecision.NeedsApprovals)?.Expiry ?? options.Value.Expiry;

    private PolicyQuestion Question(Ask ask, FoundTargets targets, DateTimeOffset now)
    {
        var customer = customers.Find(ask.Customer) ?? throw new InvalidOperationException("A wish for a customer who is not served.");
        return new()
        {
            Action = ask.Action.Descriptor,
            Customer = customer.Id,
            Person = ask.Requester.Id,
            Roles = customer.RolesOf(ask.Requester.Id),
            Place = ask.Place,
            Hour = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, customer.TimeZone).DateTime),
            Targets = targets.Facts,
            Reason = ask.Reason,
        };
    }

    private static ImmutableArray<string> Facts(PolicyQuestion question)
    {
        var critical = question.Targets.Count(target => target.IsCritical);
        return
        [
            $"action {question.Action.Id}, risk {question.Action.Policy.Risk}",
            critical == 0 ? "no critical target" : $"{critical} of {question.Targets.Length} targets critical",
            $"asked by a {string.Join(" and ", question.Roles.Order().Select(Roles.Describe))}",
            question.Place is { } place ? $"asked in: {place}" : "where it was asked is not known",
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"at {question.Hour:HH\\:mm} of the customer's clock"),
        ];
    }
}
