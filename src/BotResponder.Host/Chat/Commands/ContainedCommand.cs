using System.Globalization;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat.Commands;

/// <summary>What the bot has contained and nobody has released: <c>contained</c>, <c>still contained</c>.</summary>
internal sealed class ContainedCommand(ContainedPages pages, ChatReplies replies) : CustomerCommand
{
    private const string Page = "page";

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("contained", "still").FollowedBy("contained")
        .MayTake(Page, "the number of the page, 1 for the first");

    public override string Summary => "Lists what I have contained and nobody has released: since when, by whom, until when.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (!int.TryParse(arguments.Find(Page) ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var page) || page < 1)
        {
            await replies.SayAsync(chat, new Problem.Malformed("Please type the number of a page, such as contained 2."), cancellationToken);
            return;
        }

        switch (await pages.FindAsync(customer, page, cancellationToken))
        {
            case null:
                await replies.SayAsync(chat, CardText.Ours($"Nothing that I have contained for {CardText.Theirs(customer.Name)} is still contained."), cancellationToken);
                break;
            case { Pages: var most } when page > most:
                await replies.SayAsync(chat, new Problem.Malformed($"There {(most == 1 ? "is 1 page" : $"are {most} pages")}: please type a number from 1 to {most}."), cancellationToken);
                break;
            case var found:
                await replies.SayAsync(chat, found.Card, found.Summary, cancellationToken);
                break;
        }
    }
}
