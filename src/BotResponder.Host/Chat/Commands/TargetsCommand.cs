using System.Globalization;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

/// <summary>Every target of a request, page by page: what a card only counts.</summary>
internal sealed class TargetsCommand(RequestLookup lookup, ChatReplies replies, TimeProvider time) : IChatCommand
{
    private const string Request = "request";
    private const string Page = "page";

    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("targets")
        .Takes(Request, "the code of a request, such as R-4F7K2")
        .MayTake(Page, "the number of the page, 1 for the first");

    public string Summary => "Lists every target of a request and where it stands.";

    public bool NeedsCustomer => false;

    public async Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var found = await lookup.FindAsync(chat, arguments[Request], cancellationToken);
        if (!found.TryGetValue(out var request, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        var pages = TargetPages.Count(request);
        if (!int.TryParse(arguments.Find(Page) ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var page) || page < 1 || page > pages)
        {
            await replies.SayAsync(chat, new Problem.Malformed($"{request.Code} has {pages} {(pages == 1 ? "page" : "pages")} of targets: please type a number from 1 to {pages}."), cancellationToken);
            return;
        }

        var (card, summary) = TargetPages.Render(request, page, time.GetUtcNow());
        await replies.SayAsync(chat, card, summary, cancellationToken);
    }
}
