using BotResponder.Core.Approvals;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;

namespace BotResponder.Host.Workers;

/// <summary>What is due while a request waits for its approvers: others are asked, those asked are reminded, and at the end it expires.</summary>
internal sealed class ApprovalTimer(ExpireRequest expire, AskAgain askAgain, RequestBook requests, TimeProvider time)
{
    public async Task<WorkResult> RunAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(entry.Request, cancellationToken) is not { State: RequestState.Pending } request)
        {
            return WorkResult.Done;
        }

        // By the stored instant and not by the wake-up: after a clock was set back it may come early, and must come again.
        if (ApprovalPlan.NextDue(request, entry.Round) - time.GetUtcNow() is { Ticks: > 0 } left)
        {
            return new WorkResult.Later(left, IsRound: false);
        }

        if (time.GetUtcNow() < request.ExpiresAt)
        {
            await askAgain.RunAsync(request, entry, cancellationToken);
            return WorkResult.Written;
        }

        var expired = await expire.RunAsync(request.Customer, request.Id, cancellationToken);
        return expired.Problem is null || (await requests.FindAsync(request.Id, cancellationToken))?.State != RequestState.Pending
            ? WorkResult.Done
            : throw new InvalidOperationException($"{request.Code} should have expired and did not.");
    }
}
