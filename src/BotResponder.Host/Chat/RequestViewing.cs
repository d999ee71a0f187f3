using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Host.Chat;

/// <summary>May this person see the request here? A role with the customer is needed, and a conversation that shows it.</summary>
internal sealed class RequestViewing(RequestBook requests, CustomerDirectory customers)
{
    /// <returns>The request as it is now; the same answer for "not there" and "not yours".</returns>
    public async Task<Result<ResponseRequest>> FindAsync(Tap tap, CancellationToken cancellationToken) =>
        customers.FindByRequest(tap.Request) is { } customer && customer.Knows(tap.Person.Id)
            && await requests.FindAsync(tap.Request, cancellationToken) is { } request
            && await requests.IsShownInAsync(request, tap.Conversation, cancellationToken)
            ? request
            : RequestTaps.Unknown;
}
