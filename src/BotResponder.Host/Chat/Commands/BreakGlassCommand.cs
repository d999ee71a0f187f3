using BotResponder.Core.Commands;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat.Commands;

/// <summary>
/// Runs a response action at once, without approval, for whom is named for emergencies. Nobody comes to it by accident: no button and no dialog leads here, and
/// all of it must be typed in one line, the reason included.
/// </summary>
internal sealed class BreakGlassCommand(SubmitRequest submit, TypedAction actions, CustomerChoice choice, ChatReplies replies) : IChatCommand
{
    private const string Before = "break glass:";
    private const string Glass = "glass";
    private const string Wish = "glass: command";

    private static readonly Problem Meaning = new Problem.Malformed(
        "Breaking the glass runs a response action at once, without anybody's approval; others must review it afterwards, or the alarm goes out. Nothing was done. "
        + "If you mean it, type all of it in one line: break glass: isolate WS-042 because ransomware is spreading");

    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("break").TakesRest(Wish, "the word glass, and a whole response action with its reason");

    public string Summary => "In an emergency: runs a response action at once, without approval. Others must review it afterwards.";

    /// <summary>What is missing is not asked for.</summary>
    public bool NeedsCustomer => false;

    public async Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (chat.Customer is not { } customer)
        {
            await replies.SayAsync(chat, choice.Unsaid(chat.Person.Id), cancellationToken);
            return;
        }

        if (!Bind(arguments.Find(Wish)).TryGetValue(out var wish, out var malformed))
        {
            await replies.SayAsync(chat, malformed, cancellationToken);
            return;
        }

        var ask = new Ask(chat.Person, customer.Id, chat.Tenant, chat.Asked, wish.Action, wish.Parameters, wish.Reason, Undoes: null) { Place = chat.Place, BreaksGlass = true, Lease = wish.Lease };
        var result = await submit.RunAsync(ask, cancellationToken);
        if (!result.TryGetValue(out var submission, out var problem))
        {
            await replies.SayAsync(chat, customer.Knows(chat.Person.Id) ? Whole(problem) : CommandTurn.NotHere, cancellationToken);
        }
        else if (!submission.IsNew && submission.Request.Asked.ActivityId != chat.ActivityId)
        {
            var (code, state) = (CardText.Theirs(submission.Request.Code.Value), CardText.Theirs(RequestLifecycle.Describe(submission.Request.State)));
            await replies.SayAsync(chat, CardText.Ours($"That is under way already: {code} is {state}. Nothing new was started. Type **show {code}** to see it."), cancellationToken);
        }
    }

    private Result<BoundAction> Bind(string? typed)
    {
        var words = typed?.TrimStart() ?? "";
        return words.StartsWith(Glass, StringComparison.OrdinalIgnoreCase) && words.Length > Glass.Length && words[Glass.Length] is ':' or ' '
            && words[Glass.Length..].TrimStart(':', ' ') is { Length: > 0 } command
                ? actions.Bind(command, Before, needsReason: true)
                : Meaning;
    }

    /// <summary>No question is asked here either: what was meant is typed again, by its id.</summary>
    private static Problem Whole(Problem problem) => problem is Problem.Ambiguous ambiguous
        ? new Problem.Malformed($"{ambiguous.Sentence} Nothing was done: type it again with one of {string.Join(", ", ambiguous.Candidates.Take(5).Select(each => $"{each.Id} ({each.Title})"))}.")
        : problem;
}
