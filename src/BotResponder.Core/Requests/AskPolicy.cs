using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;

namespace BotResponder.Core.Requests;

/// <summary>What would become of a wish: the same targets, rules and limits as when it is asked in earnest, and nothing is kept.</summary>
public sealed class AskPolicy(CustomerDirectory customers, RequestPolicy policy, TimeProvider time)
{
    /// <returns>What the policy says and of what, or why the wish would not even come to it.</returns>
    public async Task<Result<PolicyAnswer>> RunAsync(Ask ask, CancellationToken cancellationToken)
    {
        if (customers.Find(ask.Customer)?.MayAsk(ask.Requester.Id) != true)
        {
            return SubmitRequest.MayNotAsk;
        }

        if (policy.RefuseNumber(ask) is { } tooMany)
        {
            return tooMany;
        }

        var found = await AskedTargets.FindAsync(ask, cancellationToken);
        return found.TryGetValue(out var targets, out var problem)
            ? new PolicyAnswer(policy.Decide(ask, targets, time.GetUtcNow()), targets.Operations is [var single] ? single.Target.Name : $"{targets.Operations.Length} {ask.Action.Descriptor.TargetKind}s")
            : problem;
    }
}

/// <param name="Subject">The target's name, or how many there are. Other people's text.</param>
public sealed record PolicyAnswer(PolicyDecision Decision, string Subject);
