using BotResponder.Core.Customers;
using BotResponder.Defender.Lookups;
using BotResponder.Host.Cards;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Chat;

/// <summary>Answers a choice set while somebody types. Only for the customer of the conversation, and only to people with a role there; to everybody else,
/// and whenever Defender is slow or away, the answer is that nothing was found: a question can be answered by words as well.</summary>
internal sealed class SearchTurn(ChatRooms rooms, DeviceLookup devices, TimeProvider time, ILogger<SearchTurn> log)
{
    private const int MostChoices = 15;

    /// <summary>One letter would list a company.</summary>
    private const int FewestLetters = 2;

    /// <summary>Teams gives up after 5 seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly InvokeAnswer.SearchResults Nothing = new([]);

    public async Task<InvokeAnswer> AnswerAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (!SearchQuery.Read(activity).TryGetValue(out var query, out _) || query.Text.Length < FewestLetters
            || rooms.Enter(activity) is not { Customer: { } customer } chat || !customer.Knows(chat.Person.Id))
        {
            return Nothing;
        }

        try
        {
            return await FindAsync(customer, query, cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            log.SearchSlow(query.Dataset, customer.Id);
            return Nothing;
        }
#pragma warning disable CA1031 // The one catch of a search: nobody types the better for an error.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.SearchFailed(exception, query.Dataset, customer.Id);
            return Nothing;
        }
    }

    private async Task<InvokeAnswer> FindAsync(Customer customer, SearchQuery query, CancellationToken cancellationToken)
    {
        if (query.Dataset != CardDatasets.Devices
            || !(await devices.FindAsync(customer.Id, query.Text, MostChoices, cancellationToken)).TryGetValue(out var found, out _))
        {
            return Nothing;
        }

        return new InvokeAnswer.SearchResults([.. found.Select(each => new Choice(CardText.Ours($"{CardText.TheirName(each.Name, 80)}, {CardText.Theirs(each.Detail, 120)}"), each.Id))]);
    }
}
