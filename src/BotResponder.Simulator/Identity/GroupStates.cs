using System.Collections.Immutable;

namespace BotResponder.Simulator.Identity;

/// <summary>The security groups of all tenants, which people change in the Entra portal. Safe from many threads.</summary>
public sealed class GroupStates
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string Group), ImmutableList<string>> _members = [];

    /// <summary>A person makes a group, or gives it other members.</summary>
    /// <param name="members">Object ids of accounts or of other groups of the tenant.</param>
    public void Set(string tenantId, string groupId, params IEnumerable<string> members)
    {
        lock (_lock)
        {
            _members[(tenantId, groupId)] = [.. members];
        }
    }

    /// <returns>Null when there is no such group.</returns>
    internal ImmutableArray<GroupObject>? TransitiveMembers(string tenantId, string groupId)
    {
        lock (_lock)
        {
            if (!_members.ContainsKey((tenantId, groupId)))
            {
                return null;
            }

            var found = ImmutableArray.CreateBuilder<GroupObject>();
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { groupId };
            var open = new Queue<string>([groupId]);
            while (open.TryDequeue(out var next))
            {
                foreach (var member in _members[(tenantId, next)].Where(seen.Add))
                {
                    var isGroup = _members.ContainsKey((tenantId, member));
                    found.Add(new(member, isGroup));
                    if (isGroup)
                    {
                        open.Enqueue(member);
                    }
                }
            }

            return found.ToImmutable();
        }
    }
}

internal sealed record GroupObject(string Id, bool IsGroup);
