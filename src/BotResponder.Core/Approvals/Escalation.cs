using System.Collections.Immutable;
using BotResponder.Core.Customers;

namespace BotResponder.Core.Approvals;

/// <summary>One step of a rule's ladder: who is asked next when a request still waits. It never changes whose approval counts, only whom the bot turns to, and when.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="After">After the request was asked.</param>
/// <param name="Roles">Whoever holds one of these. Until then nobody is asked because of them alone.</param>
public sealed record EscalationStep(string Rule, TimeSpan After, ImmutableArray<Role> Roles);

/// <summary>Something that happens by itself while a request waits.</summary>
/// <param name="Step">Null for the reminder.</param>
public sealed record Milestone(DateTimeOffset At, EscalationStep? Step);
