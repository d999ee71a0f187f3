using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Containments;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat;

/// <summary>A complete response action was typed: make it a request. Its card is sent by a worker once the request is committed.</summary>
internal sealed class ActionTurn(SubmitRequest submit, DialogTurn dialogs, ChatReplies replies)
{
    public async Task RunAsync(
        ChatContext chat, IResponseAction action, ParsedCommand parsed, RequestId? undoes, CancellationToken cancellationToken)
    {
        if (!Bind(action, parsed).TryGetValue(out var parameters, out var malformed))
        {
            await replies.SayAsync(chat, malformed, cancellationToken);
            return;
        }

        if (!LeaseTime.Of(parsed.Grammar, parsed.Arguments).TryGetValue(out var lease, out var unreadable) && unreadable is not null)
        {
            await replies.SayAsync(chat, unreadable, cancellationToken);
            return;
        }

        var ask = new Ask(chat.Person, chat.Customer!.Id, chat.Tenant, chat.Asked, action, parameters, parsed.Arguments.Reason!, undoes) { Place = chat.Place, Lease = lease };
        var result = await submit.RunAsync(ask, cancellationToken);
        if (result.Problem is Problem.Ambiguous ambiguous)
        {
            await dialogs.ChooseAsync(chat, parsed, ambiguous, cancellationToken);
        }
        else if (!result.TryGetValue(out var submission, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
        }
        else if (!submission.IsNew && submission.Request.Asked.ActivityId != chat.ActivityId)
        {
            var code = CardText.Theirs(submission.Request.Code.Value);
            await replies.SayAsync(chat, CardText.Ours($"You have asked for that already: {code} is open. Nothing new was started. Type **show {code}** to see it."), cancellationToken);
        }
    }

    /// <summary>Once for each target that was typed.</summary>
    private static Result<ImmutableArray<ActionParameters>> Bind(IResponseAction action, ParsedCommand parsed)
    {
        var bound = parsed.Arguments.Each(parsed.Grammar).Select(action.Bind).ToArray();
        return bound.FirstOrDefault(each => each.Problem is not null) is { Problem: { } problem }
            ? problem
            : bound.Select(each => each.Value).ToImmutableArray();
    }
}
