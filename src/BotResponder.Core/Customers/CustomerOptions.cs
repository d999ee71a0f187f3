using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Customers;

/// <summary>Who is protected, and who may act for whom.</summary>
public sealed class CustomerOptions
{
    public const string Section = "Protection";

    /// <summary>At least one. The provider's own tenant is listed like any other.</summary>
    [Required]
    [MinLength(1)]
    [ValidateEnumeratedItems]
    public IList<CustomerEntry> Customers { get; init; } = [];

    /// <summary>Accounts that belong to one human being, as "tenant id/object id = tenant id/object id = …". They never approve for each other, and count once.</summary>
    public IList<string> LinkedAccounts { get; init; } = [];
}

/// <summary>One customer as it stands in the configuration.</summary>
public sealed class CustomerEntry
{
    /// <summary>The Entra tenant id.</summary>
    [Required]
    [RegularExpression("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", ErrorMessage = "Protection:Customers: TenantId must be a GUID.")]
    public string TenantId { get; init; } = "";

    /// <summary>How the bot calls the customer in chat. 1 to 64 characters.</summary>
    [Required]
    [StringLength(64, MinimumLength = 1)]
    public string Name { get; init; } = "";

    /// <summary>The Teams channels and group chats whose commands are for this customer: their ids, without the thread. Each may stand with one customer only.</summary>
    public IList<string> Channels { get; init; } = [];

    /// <summary>Who may ask, as tenant id/object id.</summary>
    public IList<string> Responders { get; init; } = [];

    /// <summary>Who may approve and deny, as tenant id/object id. Each gets a card of her own.</summary>
    public IList<string> Approvers { get; init; } = [];

    /// <summary>Approvers who may also approve what the policy keeps for senior approvers, as tenant id/object id.</summary>
    public IList<string> SeniorApprovers { get; init; } = [];

    /// <summary>The customer's own security contacts, who may ask for it, as tenant id/object id.</summary>
    public IList<string> Contacts { get; init; } = [];

    /// <summary>Who may read the trail and the cards and do nothing else, as tenant id/object id.</summary>
    public IList<string> Auditors { get; init; } = [];

    /// <summary>Who answers for the bot, as tenant id/object id. Reads the trail and the cards.</summary>
    public IList<string> Administrators { get; init; } = [];

    /// <summary>The time zone that the policy's hours mean, by its IANA name. Default UTC.</summary>
    [Required]
    public string TimeZone { get; init; } = "UTC";
}

[OptionsValidator]
public sealed partial class CustomerOptionsValidator : IValidateOptions<CustomerOptions>;
