using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Policies;
using BotResponder.Core.Records;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>What would become of a wish: the same targets, rules and limits as when it is asked in earnest, and nothing is kept.</summary>
public sealed class AskPolicy(CustomerDirectory customers, RequestPolicy policy, IRecordStore records, TimeProvider time)
{
    /// <returns>What the policy says and of what, or why the wish would not even come to it.</returns>
    public async Task<Result<PolicyAnswer>> RunAsync(Ask ask, CancellationToken cancellationToken)
    {
        if (customers.Find(ask.Customer)?.MayAsk(ask.Requester.Id) != true)
        {
            return SubmitRequest.MayNotAsk;
        }

        if (policy.RefuseSize(ask) is { } tooMuch)
        {
            return tooMuch;
        }

        var found = await AskedTargets.FindAsync(ask, cancellationToken);
        if (!found.TryGetValue(out var targets, out var problem))
        {
            return problem;
        }

        if (policy.RefuseOwn(ask, targets) is { } own)
        {
            return own;
        }

        var view = new StoredView(records, ask.Customer, time.GetUtcNow());
        var judgement = await policy.JudgeAsync(view, ask, targets, cancellationToken);
        return await policy.RefusePendingAsync(view, judgement, cancellationToken) is { } waiting
            ? waiting
            : new PolicyAnswer(judgement.Decision, targets.Operations is [var single] ? single.Target.Name : $"{targets.Operations.Length} {ask.Action.Descriptor.TargetKind}s");
    }
}

/// <param name="Subject">The target's name, or how many there are. Other people's text.</param>
public sealed record PolicyAnswer(PolicyDecision Decision, string Subject);
