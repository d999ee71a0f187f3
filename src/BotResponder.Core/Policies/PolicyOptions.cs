using System.ComponentModel.DataAnnotations;
using BotResponder.Core.Customers;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Policies;

/// <summary>Who may do what, besides what ships (see the README beside this file).</summary>
public sealed class PolicyOptions
{
    public const string Section = "Policy";

    /// <summary>In order; they stand before the shipped rules. Default none; at most 500. One with the name of a shipped rule takes its place.</summary>
    [MaxLength(500)]
    [ValidateEnumeratedItems]
    public IList<PolicyRuleEntry> Rules { get; init; } = [];
}

/// <summary>One rule as it stands in the configuration. A condition that is left out always holds.</summary>
public sealed class PolicyRuleEntry
{
    /// <summary>1 to 64 characters; each name once.</summary>
    [Required]
    [StringLength(64, MinimumLength = 1)]
    public string Name { get; init; } = "";

    /// <summary>Deny, NeedsApproval or Allow.</summary>
    [Required]
    public RuleKind? Effect { get; init; }

    /// <summary>Tenant ids of customers.</summary>
    public IList<string> Customers { get; init; } = [];

    /// <summary>Ids of actions, such as device.isolate; device.* means all that begin so.</summary>
    public IList<string> Actions { get; init; } = [];

    /// <summary>Low, Medium, High: as the actions declare themselves.</summary>
    public IList<ActionRisk> Risks { get; init; } = [];

    /// <summary>Who asks, as tenant id/object id.</summary>
    public IList<string> People { get; init; } = [];

    /// <summary>What who asks is for the customer: Responder, Contact, BreakGlass.</summary>
    public IList<Role> Roles { get; init; } = [];

    /// <summary>Channel, GroupChat, Personal.</summary>
    public IList<PlaceKind> Places { get; init; } = [];

    /// <summary>Hours of day in the customer's time zone, as 18:00-08:00.</summary>
    public string? Hours { get; init; }

    /// <summary>device, account, file and so on.</summary>
    public IList<string> TargetKinds { get; init; } = [];

    /// <summary>Names or ids of targets; DC-* means all that begin so.</summary>
    public IList<string> Targets { get; init; } = [];

    /// <summary>True for critical targets only, false for the others.</summary>
    public bool? Critical { get; init; }

    /// <summary>True for what somebody would do by breaking the glass, false for everything else. With Deny: what may never be done that way.</summary>
    public bool? BreakGlass { get; init; }

    /// <summary>What the card shows of the target, one of these, as "Tags = crown-jewel". Needs TargetKinds.</summary>
    public IList<string> Facts { get; init; } = [];

    /// <summary>The rule applies from the first target on that goes over so many, this request included; 1 to 100,000. With Deny and NeedsApproval; needs Within.</summary>
    [Range(1, 100_000)]
    public int? OverTargets { get; init; }

    /// <summary>The rolling window of OverTargets; 1 minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan? Within { get; init; }

    /// <summary>With OverTargets: each person's requests are counted apart. Default false: everybody's together.</summary>
    public bool PerAsker { get; init; }

    /// <summary>With Deny: who does it instead, and where, as one sentence that whoever asks is told; 1 to 200 characters. Default none.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? Instead { get; init; }

    /// <summary>With NeedsApproval: how many distinct people; 1 to 10. Default 1, or as many as the two sides need.</summary>
    [Range(1, 10)]
    public int? Approvals { get; init; }

    /// <summary>With NeedsApproval: whose approval counts: Approver, SeniorApprover, Contact. Default the first two.</summary>
    public IList<Role> ApproverRoles { get; init; } = [];

    /// <summary>With NeedsApproval: how many of them must come from outside the customer's tenant; 1 to 10.</summary>
    [Range(1, 10)]
    public int? FromProvider { get; init; }

    /// <summary>With NeedsApproval: how many of them must be of the customer's own tenant; 1 to 10.</summary>
    [Range(1, 10)]
    public int? FromCustomer { get; init; }

    /// <summary>With NeedsApproval: how many denials end the request; 1 to 10. Default 1.</summary>
    [Range(1, 10)]
    public int? DenyAfter { get; init; }

    /// <summary>With NeedsApproval: how long it may wait; 1 minute to 24 hours. Default as Approvals:Expiry says.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan? Expiry { get; init; }

    /// <summary>With NeedsApproval: who is asked next when nobody decides. Default nobody: all whose approval counts are asked at once. At most 5.</summary>
    [MaxLength(5)]
    [ValidateEnumeratedItems]
    public IList<EscalationEntry> Escalation { get; init; } = [];

    /// <summary>With NeedsApproval and Allow: a regular expression that the reason must match, such as INC-[0-9]+.</summary>
    public string? ReasonPattern { get; init; }

    /// <summary>With NeedsApproval and Allow: how many targets one request may have; 1 to 300.</summary>
    [Range(1, 300)]
    public int? MostTargets { get; init; }
}

/// <summary>One step of a rule's ladder.</summary>
public sealed class EscalationEntry
{
    /// <summary>After the request was asked; 1 minute to 24 hours, each later than the one before, and before the request expires.</summary>
    [Required]
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan? After { get; init; }

    /// <summary>Who is asked then, and not before: some of the rule's ApproverRoles, because asking does not make anybody an approver.</summary>
    [Required]
    [MinLength(1)]
    public IList<Role> Roles { get; init; } = [];
}

public enum RuleKind
{
    Deny,
    NeedsApproval,
    Allow,
}

[OptionsValidator]
public sealed partial class PolicyOptionsValidator : IValidateOptions<PolicyOptions>;
