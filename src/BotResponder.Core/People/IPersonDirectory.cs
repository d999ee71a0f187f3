using BotResponder.Core.Customers;
using BotResponder.Core.Results;

namespace BotResponder.Core.People;

/// <summary>Where people are looked up by the names that others type.</summary>
public interface IPersonDirectory
{
    /// <param name="tenant">A customer's: the bot can read no other.</param>
    /// <param name="typed">Sign-in name, display name or object id. Other people's text.</param>
    /// <returns>Exactly one enabled member of the tenant, no guest; or why not.</returns>
    Task<Result<Person>> FindAsync(CustomerId tenant, string typed, CancellationToken cancellationToken);
}
