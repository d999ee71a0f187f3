using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;

namespace BotResponder.Host.Chat;

/// <summary>Finds a request by the code that somebody typed: only where the conversation shows it, only for customers in whom the speaker holds a role, and
/// only while the request is open or recent.</summary>
internal sealed class RequestLookup(RequestBook requests, CustomerDirectory customers, CodeGuesses guesses, TimeProvider time)
{
    /// <summary>So long after it was asked for, a finished request is no longer found by its code; its device's or account's trail still names it.</summary>
    internal static readonly TimeSpan CodeLife = TimeSpan.FromDays(30);

    private const int LongestCode = 16;

    /// <returns>The same answer for "not there", "not yours", "not here" and "long over".</returns>
    public async Task<Result<ResponseRequest>> FindAsync(ChatContext chat, string typed, CancellationToken cancellationToken)
    {
        var code = new ShortCode(typed.Trim().ToUpperInvariant());
        if (!IsCode(code))
        {
            return RequestTaps.Unknown;
        }

        if (guesses.Check(chat.Person.Id) is { } tooMany)
        {
            return tooMany;
        }

        var mine = chat.Customer is { } here ? [here] : customers.Of(chat.Person.Id);
        foreach (var customer in mine.Where(each => each.Knows(chat.Person.Id)))
        {
            if (await requests.FindAsync(customer.Id, chat.Conversation, code, cancellationToken) is { } request && IsAlive(request))
            {
                return request;
            }
        }

        guesses.Wrong(chat.Person.Id);
        return RequestTaps.Unknown;
    }

    private bool IsAlive(ResponseRequest request) => !RequestLifecycle.IsFinal(request.State) || time.GetUtcNow() - request.CreatedAt < CodeLife;

    private static bool IsCode(ShortCode code) => code.Value.Length <= LongestCode && code.Value.StartsWith("R-", StringComparison.Ordinal);
}
