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

    /// <summary>Emergency access accounts, for the day on which nothing else works, of whatever customer: object ids, sign-in names or SIDs. Nobody bars one by the bot, whoever approves. Default none.</summary>
    public IList<string> EmergencyAccounts { get; init; } = [];

    /// <summary>An account action that would leave fewer enabled Global Administrators in a tenant is refused, whoever approves. Default 2; 1 to 10.</summary>
    [Range(1, 10)]
    public int LeastGlobalAdministrators { get; init; } = 2;

    /// <summary>How often the Entra groups that hold roles are read. Default 2 minutes; 10 seconds to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan GroupsEvery { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Who answers a request, or has it carried out, is looked for in groups again when they were read longer ago. Default 10 seconds; 0 to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan GroupsFresh { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a decision waits for that; then what was read before counts. Default 3 seconds; 100 milliseconds to 8 seconds, because Teams waits no longer for a tap.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:08", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan GroupsPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A group that was last read longer ago makes nobody anything. Default 15 minutes; 1 minute to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan GroupsOldest { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long somebody must have been in a group before she may approve what is about a critical target through it. Default 1 hour; 0 to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan MembershipAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A group with more members is not believed: somebody has named the wrong one. Default 200; 1 to 500.</summary>
    [Range(1, 500)]
    public int MostInGroup { get; init; } = 200;
}

/// <summary>One customer as it stands in the configuration. People are written as tenant id/object id, and Entra groups as group:tenant id/object id.</summary>
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

    /// <summary>What of the customer the bot may touch. Default everything.</summary>
    [Required]
    [ValidateObjectMembers]
    public ScopeEntry Scope { get; init; } = new();

    /// <summary>As Protection:EmergencyAccounts, for this customer.</summary>
    public IList<string> EmergencyAccounts { get; init; } = [];

    /// <summary>Object ids of Entra groups in the customer's tenant whose members are critical: more approvers are asked. Needs GroupMember.Read.All. Default none; at most 20.</summary>
    [MaxLength(20)]
    public IList<string> VipGroups { get; init; } = [];

    /// <summary>Who may act at once in an emergency, without approval, reviewed afterwards: as tenant id/object id.</summary>
    public IList<string> BreakGlass { get; init; } = [];

    /// <summary>The time zone that the policy's hours mean, by its IANA name. Default UTC.</summary>
    [Required]
    public string TimeZone { get; init; } = "UTC";
}

/// <summary>The limits of a customer as they stand in the configuration.</summary>
public sealed class ScopeEntry
{
    /// <summary>A target must fit one of the lines that speak of the action and of its kind. Default none: no limit. At most 100.</summary>
    [MaxLength(100)]
    public IList<ScopeLineEntry> Only { get; init; } = [];

    /// <summary>A target that fits one of these is outside, whatever else fits. Default none; at most 100.</summary>
    [MaxLength(100)]
    public IList<ScopeLineEntry> Never { get; init; } = [];
}

/// <summary>One line of a scope. Conditions that are left out always hold; at least one must be there.</summary>
public sealed class ScopeLineEntry
{
    /// <summary>Ids of actions, such as device.isolate; device.* means all that begin so. Default all.</summary>
    public IList<string> Actions { get; init; } = [];

    /// <summary>Defender's device groups, by name.</summary>
    public IList<string> DeviceGroups { get; init; } = [];

    /// <summary>Tags of devices.</summary>
    public IList<string> Tags { get; init; } = [];

    /// <summary>Distinguished names: accounts in the unit, and in the units below it.</summary>
    public IList<string> OrganizationalUnits { get; init; } = [];

    /// <summary>Admin, Guest, Service, Synced, Cloud.</summary>
    public IList<AccountClass> AccountClasses { get; init; } = [];
}

[OptionsValidator]
public sealed partial class CustomerOptionsValidator : IValidateOptions<CustomerOptions>;
