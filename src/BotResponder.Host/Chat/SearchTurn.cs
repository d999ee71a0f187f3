using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat;

/// <summary>Answers a choice set while somebody types. Only for the customer of the conversation, and only to people with a role there; to everybody else,
/// and whenever Microsoft is slow or away, the answer is that nothing was found: a question can be answered by words as well.</summary>
internal sealed class SearchTurn(ChatRooms rooms, TargetSearch targets, ILogger<SearchTurn> log)
{
    private const int MostChoices = 15;

    /// <summary>One letter would list a company.</summary>
    private const int FewestLetters = 2;

    private static readonly InvokeAnswer Nothing = new InvokeAnswer.SearchResults([]);

    public async Task<InvokeAnswer> AnswerAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (!SearchQuery.Read(activity).TryGetValue(out var query, out _) || query.Text.Length < FewestLetters
            || rooms.Enter(activity) is not { Customer: { } customer } chat || !customer.Knows(chat.Person.Id))
        {
            return Nothing;
        }

        try
        {
            var found = await targets.FindAsync(customer, query.Dataset, query.Text, MostChoices, cancellationToken);
            return found.TryGetValue(out var each, out _)
                ? new InvokeAnswer.SearchResults([.. each.Select(one => new Choice(CardText.Ours($"{CardText.TheirName(one.Name, 80)}, {CardText.Theirs(one.Detail, 120)}"), one.Id))])
                : Nothing;
        }
#pragma warning disable CA1031 // The one catch of a search: nobody types the better for an error.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.SearchFailed(exception, query.Dataset, customer.Id);
            return Nothing;
        }
    }
}
