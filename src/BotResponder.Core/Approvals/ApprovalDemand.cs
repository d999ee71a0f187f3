using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Policies;

namespace BotResponder.Core.Approvals;

/// <summary>What one rule of the policy asks of the approvers. A request may carry several; all of them must be met.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Approvals">How many distinct people, 1 to 10.</param>
public sealed record ApprovalDemand(string Rule, int Approvals)
{
    /// <summary>Who counts: whoever holds one of these.</summary>
    public ImmutableArray<Role> Roles { get; init; } = [Role.Approver, Role.SeniorApprover];

    /// <summary>How many of them must come from outside the customer's own tenant.</summary>
    public int FromProvider { get; init; }

    /// <summary>How many of them must be of the customer's own tenant.</summary>
    public int FromCustomer { get; init; }

    /// <summary>Of requests that were asked before the policy was pinned into them.</summary>
    public static ApprovalDemand Plain(int approvals) => new("", approvals);

    /// <summary>True when whoever meets this one has met the other too, and not the other way round: that one goes without saying.</summary>
    internal bool Exceeds(ApprovalDemand other) => MeetsToo(other) && !other.MeetsToo(this);

    /// <summary>What it asks for, whichever rule asks.</summary>
    internal (int Approvals, int FromProvider, int FromCustomer, int Roles) Shape =>
        (Approvals, FromProvider, FromCustomer, Roles.Aggregate(0, (all, role) => all | (1 << (int)role)));

    public bool Counts(IEnumerable<Role> held) => held.Any(Roles.Contains);

    /// <summary>Provider or customer: the home tenant of the account says it.</summary>
    public static bool IsOfCustomer(CustomerId customer, PersonId person) => person.Tenant == customer.Tenant;

    private bool MeetsToo(ApprovalDemand other) => Approvals >= other.Approvals && FromProvider >= other.FromProvider
        && FromCustomer >= other.FromCustomer && Roles.All(other.Roles.Contains);
}

/// <summary>The rule in force when a request was asked, and why it was that one. A later change of the policy does not touch it.</summary>
/// <param name="Version">Of the whole policy: the same rules give the same one.</param>
/// <param name="Rules">The names of the rules that decided.</param>
/// <param name="Why">In one sentence of ours.</param>
public sealed record PinnedPolicy(string Version, ImmutableArray<string> Rules, string Why)
{
    /// <summary>Empty when nobody must approve.</summary>
    public ImmutableArray<ApprovalDemand> Demands { get; init; } = [];

    /// <summary>How many denials end it, 1 to 10.</summary>
    public int DenyAfter { get; init; } = 1;

    /// <summary>What was known when it decided, in words. May hold other people's text.</summary>
    public ImmutableArray<string> Facts { get; init; } = [];

    /// <summary>Who is asked next when nobody decides, soonest first; null when nobody is.</summary>
    public ImmutableArray<EscalationStep>? Escalation { get; init; }

    /// <summary>Null on requests that are older than this line.</summary>
    public AskedAs? AskedAs { get; init; }

    /// <summary>Version of the customer's settings: its people, its scope, its protected accounts. Null on requests that are older than this line.</summary>
    public string? Settings { get; init; }
}

/// <summary>As what, and in what kind of place, somebody asked.</summary>
public sealed record AskedAs(ImmutableArray<Role> Roles)
{
    /// <summary>Null when it was not known.</summary>
    public PlaceKind? Place { get; init; }
}
