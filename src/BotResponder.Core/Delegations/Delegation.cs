using System.Text.Json.Serialization;
using BotResponder.Core.People;

namespace BotResponder.Core.Delegations;

/// <summary>An approver's right, lent to somebody for a time. It is hers: it lasts no longer than she holds it, and it cannot be lent again.</summary>
/// <param name="From">The approver.</param>
/// <param name="To">Who approves for her.</param>
/// <param name="Reason">Other people's text, 1 to 500 characters.</param>
public sealed record Delegation(Person From, Person To, DateTimeOffset Since, DateTimeOffset Until, string Reason)
{
    /// <summary>False as long as it is too young for critical targets. Not stored: it comes of age by itself.</summary>
    [JsonIgnore]
    public bool IsSettled { get; init; }
}

/// <summary>All that one customer's approvers have delegated; what is over leaves at the next change.</summary>
public sealed record DelegationRow(IReadOnlyList<Delegation> All);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DelegationRow))]
public sealed partial class DelegationJson : JsonSerializerContext;
