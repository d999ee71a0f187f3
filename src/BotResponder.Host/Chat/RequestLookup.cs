using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Host.Chat;

/// <summary>Finds a request by the code that somebody typed: only where the conversation shows it, only for customers in whom the speaker holds a role.</summary>
internal sealed class RequestLookup(RequestBook requests, CustomerDirectory customers)
{
    public async Task<Result<ResponseRequest>> FindAsync(ChatContext chat, string typed, CancellationToken cancellationToken)
    {
        var code = new ShortCode(typed.Trim().ToUpperInvariant());
        var mine = chat.Customer is { } here ? [here] : customers.Of(chat.Person.Id);
        foreach (var customer in mine.Where(each => each.Knows(chat.Person.Id)))
        {
            if (code.Value.Length <= 16 && await requests.FindAsync(customer.Id, chat.Conversation, code, cancellationToken) is { } request)
            {
                return request;
            }
        }

        return RequestTaps.Unknown;
    }
}
