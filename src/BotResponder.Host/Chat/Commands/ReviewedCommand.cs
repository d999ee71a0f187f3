using BotResponder.Core.BreakGlass;
using BotResponder.Core.Commands;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat.Commands;

/// <summary>What a reviewer says afterwards about a broken glass, by words: the very same use case as the buttons.</summary>
internal sealed class ReviewedCommand(RequestLookup lookup, ReviewGlass review, ChatReplies replies) : IChatCommand
{
    private const string Request = "request";
    private const string Ok = "ok";
    private const string Not = "not";

    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("reviewed")
        .Takes(Request, "the code of a request for which somebody broke the glass, such as R-4F7K2")
        .Allows(Not, "in front of ok: the glass should not have been broken").Allows(Ok, "it was right to break the glass").MayBecause();

    public string Summary => "Says whether it was right to break the glass: ok, or not ok with the reason.";

    public bool NeedsCustomer => false;

    public async Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var result = arguments.Find(Request) is { } code && arguments.Has(Ok)
            ? await ReviewAsync(chat, code, arguments, cancellationToken)
            : new Problem.Malformed("Say which request and what you found: reviewed R-4F7K2 ok, or: reviewed R-4F7K2 not ok because … Nothing was counted.");
        await (result.TryGetValue(out var after, out var problem)
            ? replies.SayAsync(chat, CardText.Theirs(Say(after)), cancellationToken)
            : replies.SayAsync(chat, problem, cancellationToken));
    }

    private async Task<Result<ResponseRequest>> ReviewAsync(ChatContext chat, string code, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var found = await lookup.FindAsync(chat, code, cancellationToken);
        return found.TryGetValue(out var request, out var problem)
            ? await review.RunAsync(new(request.Id, chat.Person, chat.Conversation, chat.ActivityId), !arguments.Has(Not), arguments.Reason, cancellationToken)
            : problem;
    }

    private static string Say(ResponseRequest after) => after.AwaitsReview
        ? $"Your review of {after.Code} is written down. It still needs the review of {after.Glass!.Missing}."
        : $"Your review of {after.Code} is written down. It is reviewed; nothing is left to do.";
}
