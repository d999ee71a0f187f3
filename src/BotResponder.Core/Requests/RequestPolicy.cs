using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Approvals;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Requests;

/// <summary>What the policy says about a wish, and what of that is pinned into its request.</summary>
public sealed class RequestPolicy(PolicyBook book, CustomerDirectory customers, RequestGuards guards, IOptions<ApprovalOptions> options)
{
    /// <summary>Before anything is looked up: a wish that is too large, or for too long, is not worth a call.</summary>
    internal Problem? RefuseSize(Ask ask) => ask.Parameters.Length > options.Value.MostTargets
        ? new Problem.Malformed($"That names {ask.Parameters.Length} {ask.Action.Descriptor.TargetKind}s; one request may have {options.Value.MostTargets}. Nothing was done: send them in parts.")
        : guards.Containments.RefuseTime(ask);

    /// <inheritdoc cref="ContainmentRules.RefuseOwn"/>
    internal Problem? RefuseOwn(Ask ask, FoundTargets targets) => guards.Containments.RefuseOwn(ask, targets);

    /// <summary>What the rules say, knowing what was asked before. Nothing is counted yet.</summary>
    internal async ValueTask<Judgement> JudgeAsync(ILedgerView view, Ask ask, FoundTargets targets, CancellationToken cancellationToken)
    {
        var (edition, customer) = (book.Now, customers.Find(ask.Customer) ?? throw new InvalidOperationException("A wish for a customer who is not served."));
        var rules = edition.About(ask.Action.Descriptor);
        var question = await Budgets.ReadAsync(rules, view, Question(customer, ask, targets, view.Now), cancellationToken);
        return new(question, PolicyEngine.Decide(rules, question), edition, customer.Version);
    }

    /// <summary>Of a broken glass: whether this person may, now, and for these targets.</summary>
    internal ValueTask<Problem?> RefuseGlassAsync(ILedgerView view, Judgement judgement, CancellationToken cancellationToken) => judgement.Question.BreaksGlass
        ? guards.Glass.RefuseAsync(view, judgement.Question.Customer, judgement.Question.Person, judgement.Question.Targets.Any(target => target.IsCritical), cancellationToken)
        : ValueTask.FromResult<Problem?>(null);

    /// <inheritdoc cref="GlassUses.RememberAsync"/>
    internal ValueTask RememberGlassAsync(RequestChange change, CancellationToken cancellationToken) => guards.Glass.RememberAsync(change, cancellationToken);

    /// <returns>What is pinned of a broken glass; null when it is not broken.</returns>
    internal BrokenGlass? PinGlass(Judgement judgement, DateTimeOffset now) =>
        judgement.Question.BreaksGlass ? guards.Glass.Pin((judgement.Decision as PolicyDecision.NeedsApprovals)?.Demands ?? [], now) : null;

    /// <returns>Why this person must wait before she asks again; null when she need not, or nobody has to approve.</returns>
    internal ValueTask<Problem?> RefusePendingAsync(ILedgerView view, Judgement judgement, CancellationToken cancellationToken) => judgement.NeedsApproval
        ? PendingRequests.RefuseAsync(view, judgement.Question.Person, options.Value.MostPending, cancellationToken)
        : ValueTask.FromResult<Problem?>(null);

    /// <returns>The rows that count this request.</returns>
    internal async ValueTask<ImmutableArray<RowChange>> CountAsync(ILedgerView view, Judgement judgement, RequestId id, CancellationToken cancellationToken)
    {
        var spent = await Budgets.SpendAsync(judgement.Edition.About(judgement.Question.Action), view, judgement.Question, cancellationToken);
        return judgement.NeedsApproval
            ? spent.Add(await PendingRequests.AddAsync(view, judgement.Question.Person, id, options.Value.MostPending, cancellationToken))
            : spent;
    }

    /// <inheritdoc cref="LockOut.RefuseAsync"/>
    internal ValueTask<Problem?> RefuseLockOutAsync(ILedgerView view, ResponseRequest request, CancellationToken cancellationToken) =>
        guards.LockOut.RefuseAsync(view, request, request.Operations, cancellationToken);

    /// <summary>What of it is pinned into the request.</summary>
    internal RequestTerms Terms(Judgement judgement, DateTimeOffset now) =>
        new(Pin(judgement), Expiry(judgement)) { RemindAt = RemindAt(judgement, now), Glass = PinGlass(judgement, now) };

    internal PinnedPolicy Pin(Judgement judgement)
    {
        var needs = judgement.NeedsApproval ? judgement.Decision as PolicyDecision.NeedsApprovals : null;
        var why = judgement.Question.BreaksGlass ? $"The glass was broken, so it runs without approval. Without that the policy says: {judgement.Decision.Why}" : judgement.Decision.Why;
        return new(judgement.Edition.Version, judgement.Decision.Rules, why)
        {
            Demands = needs?.Demands ?? [],
            DenyAfter = needs?.DenyAfter ?? 1,
            Escalation = needs is { Escalation.IsEmpty: false } ? needs.Escalation : null,
            Facts = Facts(judgement.Question),
            AskedAs = new([.. judgement.Question.Roles.Order()]) { Place = judgement.Question.Place },
            Settings = judgement.Settings,
        };
    }

    /// <returns>Null when nobody has to approve, or nobody is reminded.</returns>
    internal DateTimeOffset? RemindAt(Judgement judgement, DateTimeOffset now) =>
        judgement.NeedsApproval && options.Value.RemindAfter > 0 ? now + (Expiry(judgement) * options.Value.RemindAfter) : null;

    internal TimeSpan Expiry(Judgement judgement) => (judgement.Decision as PolicyDecision.NeedsApprovals)?.Expiry ?? options.Value.Expiry;

    private static PolicyQuestion Question(Customer customer, Ask ask, FoundTargets targets, DateTimeOffset now) => new()
    {
        Action = ask.Action.Descriptor,
        Customer = customer.Id,
        Person = ask.Requester.Id,
        Roles = customer.RolesOf(ask.Requester.Id),
        Place = ask.Place,
        Hour = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, customer.TimeZone).DateTime),
        Targets = targets.Facts,
        Reason = ask.Reason,
        BreaksGlass = ask.BreaksGlass,
    };

    private static ImmutableArray<string> Facts(PolicyQuestion question)
    {
        var critical = question.Targets.Count(target => target.IsCritical);
        return
        [
            $"action {question.Action.Id}, risk {question.Action.Policy.Risk}",
            critical == 0 ? "no critical target" : $"{critical} of {question.Targets.Length} targets critical",
            $"asked by a {string.Join(" and ", question.Roles.Order().Select(Roles.Describe))}",
            question.Place is { } place ? $"asked in: {place}" : "where it was asked is not known",
            string.Create(CultureInfo.InvariantCulture, $"at {question.Hour:HH\\:mm} of the customer's clock"),
            .. question.Spent.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"asked before, counted for “{each.Key}”: {each.Value.ToString(CultureInfo.InvariantCulture)}"),
        ];
    }
}

/// <summary>What the policy was asked about a wish, and what it said.</summary>
/// <param name="Edition">The rules that said it: others may be in force a moment later.</param>
/// <param name="Settings">The version of the customer's settings that were in force.</param>
internal sealed record Judgement(PolicyQuestion Question, PolicyDecision Decision, PolicyEdition Edition, string Settings)
{
    public bool NeedsApproval => Decision is PolicyDecision.NeedsApprovals && !Question.BreaksGlass;
}
