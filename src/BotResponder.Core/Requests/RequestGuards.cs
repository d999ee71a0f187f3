using BotResponder.Core.Approvals;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Containments;

namespace BotResponder.Core.Requests;

/// <summary>What may stand in the way of a wish besides the rules of the policy, whatever those say.</summary>
public sealed record RequestGuards(LockOut LockOut, GlassUses Glass, ContainmentRules Containments);
