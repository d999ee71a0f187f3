using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Policies;
using BotResponder.Core.Records;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Requests;

/// <summary>Turns a complete, typed wish into a request: may this person ask, what would happen to which target, who must approve; then one commit.</summary>
public sealed class SubmitRequest(
    Ledger ledger, CustomerDirectory customers, RequestIds ids, IOptions<ApprovalOptions> options, ILogger<SubmitRequest> log)
{
    /// <summary>Safe to call twice for the same activity: the second call returns the first one's request.</summary>
    /// <returns>The request, or why there is none. A choice between several targets is <see cref="Problem.Ambiguous"/>.</returns>
    public async Task<Result<Submission>> RunAsync(Ask ask, CancellationToken cancellationToken)
    {
        var id = ids.Make(ask.Customer, ask.Tenant, ask.Asked.Conversation, ask.Asked.ActivityId);
        if (RefuseByRole(ask) is { } notAllowed)
        {
            return await RefuseAsync(ask, notAllowed, cancellationToken);
        }

        var preview = await ask.Action.PreviewAsync(ask.Customer, ask.Parameters, known: null, cancellationToken);
        if (!preview.TryGetValue(out var shown, out var problem))
        {
            return problem is Problem.Ambiguous ? problem : await RefuseAsync(ask, problem, cancellationToken);
        }

        var result = await ledger.DecideAsync(ask.Customer, (view, token) => DecideAsync(view, ask, id, shown, token), cancellationToken);
        if (result.TryGetValue(out var submission, out _) && submission.IsNew)
        {
            log.RequestSubmitted(submission.Request.Id, ask.Action.Descriptor.Id, submission.Request.State);
        }

        return result;
    }

    private Problem.NotAllowed? RefuseByRole(Ask ask)
    {
        var customer = customers.Find(ask.Customer);
        var mayAsk = customer is not null && (customer.Grants(ask.Requester.Id, Role.Responder) || customer.Grants(ask.Requester.Id, Role.Contact));
        return mayAsk ? null : new Problem.NotAllowed("You may not ask for response actions here. Ask an administrator of this bot to make you a responder. Nothing was done.");
    }

    private Task<Result<Submission>> RefuseAsync(Ask ask, Problem problem, CancellationToken cancellationToken) =>
        ledger.DecideAsync(ask.Customer, (_, _) => ValueTask.FromResult(Refuse(ask, problem, target: null)), cancellationToken);

    private Decision<Submission> Refuse(Ask ask, Problem problem, ActionTarget? target)
    {
        log.RequestRefused(ask.Action.Descriptor.Id, problem.Code, ask.Asked.ActivityId);
        return Decision<Submission>.Refused(problem, new("request.refused", ask.Requester, $"Asked to {ask.Action.Descriptor.Grammar.Verb}: {problem.Sentence}")
        {
            Action = ask.Action.Descriptor.Id,
            Target = target,
            Activity = ask.Asked.ActivityId,
        });
    }

    private async ValueTask<Decision<Submission>> DecideAsync(
        ILedgerView view, Ask ask, RequestId id, ActionPreview shown, CancellationToken cancellationToken)
    {
        var existing = (await RequestChange.LoadAsync(view, id, cancellationToken)).Request ?? await SameAskAsync(view, ask, shown, cancellationToken);
        if (existing is not null)
        {
            return Decision<Submission>.Nothing(new Submission(existing, IsNew: false));
        }

        var undone = ask.Undoes is { } undoes ? await RequestChange.LoadAsync(view, undoes, cancellationToken) : null;
        if (undone is not null && await Undoing.RefuseAsync(view, undone.Request, cancellationToken) is { } problem)
        {
            return Refuse(ask, problem, shown.Target);
        }

        var change = new RequestChange(view, null);
        var request = await BuildAsync(view, ask, id, shown, undone?.Request, cancellationToken);
        change.Apply("request.submitted", ask.Requester, $"Asked to {ask.Action.Descriptor.Grammar.Verb} {shown.Target.Name}: {ask.Reason}",
            new RequestEvent.Submitted(request), ask.Asked.ActivityId);
        Remember(change, request);
        if (request.State == RequestState.Approved)
        {
            await change.EnterLanesAsync(Bot.Person, cancellationToken);
        }

        var decision = change.Decide();
        if (undone is not null)
        {
            undone.Apply("request.undo-asked", ask.Requester, $"Asked in {request.Code} to undo it",
                new RequestEvent.UndoAsked(new(request.Id, request.Code)), ask.Asked.ActivityId);
            decision = decision.With(undone.Decide());
        }

        return new(new Submission(request, IsNew: true)) { Rows = decision.Rows, Facts = decision.Facts, Outbox = decision.Outbox };
    }

    private static async ValueTask<ResponseRequest?> SameAskAsync(ILedgerView view, Ask ask, ActionPreview shown, CancellationToken cancellationToken)
    {
        var body = await view.FindAsync(LedgerRows.Ask(ask.Requester.Id, ask.Action.Descriptor.Id, shown.Target), cancellationToken);
        return body is null ? null : (await RequestChange.LoadAsync(view, new(body.Trim('"')), cancellationToken)).Request;
    }

    private async ValueTask<ResponseRequest> BuildAsync(
        ILedgerView view, Ask ask, RequestId id, ActionPreview shown, ResponseRequest? undone, CancellationToken cancellationToken)
    {
        var action = ask.Action.Descriptor;
        var policy = PolicyEngine.Decide(action, shown);
        return new()
        {
            Id = id,
            Code = await FreeCodeAsync(view, ask.Asked.Conversation, id, cancellationToken),
            Customer = ask.Customer,
            Action = action.Id,
            Parameters = ask.Parameters,
            Requester = ask.Requester,
            Reason = ask.Reason,
            Asked = ask.Asked,
            Preview = shown,
            ApprovalsNeeded = policy.Approvals,
            Binding = ApprovalBinding.Of(ask.Customer, action.Id, ask.Parameters, shown),
            CreatedAt = view.Now,
            ExpiresAt = view.Now + options.Value.Expiry,
            State = policy.Approvals == 0 ? RequestState.Approved : RequestState.Pending,
            Operations = [new() { Target = shown.Target }],
            Undoes = undone is null ? null : new(undone.Id, undone.Code),
        };
    }

    private static async ValueTask<ShortCode> FreeCodeAsync(ILedgerView view, ConversationKey conversation, RequestId id, CancellationToken cancellationToken)
    {
        foreach (var code in RequestIds.Codes(id))
        {
            if (await view.FindAsync(LedgerRows.Code(conversation, code), cancellationToken) is null)
            {
                return code;
            }
        }

        throw new InvalidOperationException("Every short code of a request is taken in its conversation.");
    }

    private void Remember(RequestChange change, ResponseRequest request)
    {
        change.Write(LedgerRows.Open(request.Id), Text(request.Id));
        change.Write(LedgerRows.Code(request.Asked.Conversation, request.Code), Text(request.Id));
        change.Write(LedgerRows.Ask(request.Requester.Id, request.Action, request.Preview.Target), Text(request.Id));
        change.Wake(WorkKind.Expire, 0, options.Value.Expiry);
        var target = request.Preview.Target;
        foreach (var name in new[] { target.Name, target.Name.Split('.')[0], target.Id }.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            change.Write(LedgerRows.TargetName(name) + RecordKey.Escape(target.Id), JsonSerializer.Serialize(target, RequestJson.Default.ActionTarget));
        }
    }

    private static string Text(RequestId id) => JsonSerializer.Serialize(id, RequestJson.Default.RequestId);
}

/// <summary>A complete wish, every argument bound.</summary>
/// <param name="Requester">Who typed, from the authenticated activity.</param>
/// <param name="Tenant">The tenant of the conversation.</param>
/// <param name="Undoes">The finished request that this one takes back.</param>
public sealed record Ask(
    Person Requester, CustomerId Customer, string Tenant, Asked Asked, IResponseAction Action, ActionParameters Parameters, string Reason, RequestId? Undoes);

/// <param name="IsNew">False when the same wish was open already, or the same activity came again.</param>
public sealed record Submission(ResponseRequest Request, bool IsNew);
