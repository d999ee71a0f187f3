using BotResponder.Core.Commands;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat.Commands;

/// <summary>A verdict by words, for clients that cannot tap: it goes through the very same use case as the card.</summary>
internal abstract class VerdictCommand(RequestLookup lookup, ChatReplies replies) : IChatCommand
{
    private const string Request = "request";

    public abstract CommandGrammar Grammar { get; }

    public abstract string Summary { get; }

    public bool NeedsCustomer => false;

    public async Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var found = await lookup.FindAsync(chat, arguments[Request], cancellationToken);
        var moved = found.TryGetValue(out var request, out var problem)
            ? await DecideAsync(new Tap(request.Id, chat.Person, chat.Conversation, chat.ActivityId), arguments.Reason, cancellationToken)
            : problem;
        await (moved.TryGetValue(out var after, out problem)
            ? replies.SayAsync(chat, CardText.Theirs(Say(after)), cancellationToken)
            : replies.SayAsync(chat, problem, cancellationToken));
    }

    protected virtual string Say(ResponseRequest after) => $"{after.Code} is {RequestLifecycle.Describe(after.State)}.";

    protected abstract Task<Result<ResponseRequest>> DecideAsync(Tap tap, string? comment, CancellationToken cancellationToken);

    protected static CommandGrammar For(string verb) => CommandGrammar.ForVerb(verb).Takes(Request, "the code of a request, such as R-4F7K2");
}

internal sealed class ApproveCommand(RequestLookup lookup, ChatReplies replies, ReviewRequest review) : VerdictCommand(lookup, replies)
{
    public override CommandGrammar Grammar { get; } = For("approve").MayBecause();

    public override string Summary => "Approves a request, like the button on its card.";

    protected override Task<Result<ResponseRequest>> DecideAsync(Tap tap, string? comment, CancellationToken cancellationToken) =>
        review.RunAsync(tap, approves: true, comment, cancellationToken);
}

internal sealed class DenyCommand(RequestLookup lookup, ChatReplies replies, ReviewRequest review) : VerdictCommand(lookup, replies)
{
    public override CommandGrammar Grammar { get; } = For("deny").MayBecause();

    public override string Summary => "Denies a request, like the button on its card.";

    protected override Task<Result<ResponseRequest>> DecideAsync(Tap tap, string? comment, CancellationToken cancellationToken) =>
        review.RunAsync(tap, approves: false, comment, cancellationToken);
}

internal sealed class WithdrawCommand(RequestLookup lookup, ChatReplies replies, WithdrawRequest withdraw) : VerdictCommand(lookup, replies)
{
    public override CommandGrammar Grammar { get; } = For("withdraw");

    public override string Summary => "Takes back a request of yours, as long as Defender has not been called.";

    /// <summary>Of many targets only those that have not been sent are taken back.</summary>
    protected override string Say(ResponseRequest after) => after.State == RequestState.Running
        ? $"The rest of {after.Code} is stopped. What Defender has been told already goes on."
        : base.Say(after);

    protected override Task<Result<ResponseRequest>> DecideAsync(Tap tap, string? comment, CancellationToken cancellationToken) =>
        withdraw.RunAsync(tap, cancellationToken);
}

internal sealed class DoneCommand(RequestLookup lookup, ChatReplies replies, HandBackTask handBack) : VerdictCommand(lookup, replies)
{
    public override CommandGrammar Grammar { get; } = For("done");

    public override string Summary => "Says that what I handed over to people is done in the portal, like the button on its card. Then I look.";

    protected override string Say(ResponseRequest after) => $"Thank you. I look whether it was done; the card of {after.Code} says what I find.";

    protected override Task<Result<ResponseRequest>> DecideAsync(Tap tap, string? comment, CancellationToken cancellationToken) =>
        handBack.RunAsync(tap, cancellationToken);
}

internal sealed class UndoCommand(RequestLookup lookup, ChatReplies replies, UndoTurn undo) : IChatCommand
{
    private const string Request = "request";

    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("undo").Takes(Request, "the code of a finished request, such as R-4F7K2").MayBecause();

    public string Summary => "Asks to take a finished request back: a new request with its own approvals.";

    public bool NeedsCustomer => false;

    public async Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var found = await lookup.FindAsync(chat, arguments[Request], cancellationToken);
        await (found.TryGetValue(out var request, out var problem)
            ? undo.RunAsync(chat, request, arguments.Reason, cancellationToken)
            : replies.SayAsync(chat, problem, cancellationToken));
    }
}
