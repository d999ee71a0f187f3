using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Groups;

/// <summary>What was read of the groups that hold roles, in this process. What is too old, or was never read, makes nobody anything.</summary>
public sealed class RoleGroups(IOptions<CustomerOptions> options, TimeProvider time)
{
    private ImmutableDictionary<GroupId, GroupReading> _readings = ImmutableDictionary<GroupId, GroupReading>.Empty;

    /// <summary>Becomes another object whenever a group was read.</summary>
    internal object State => Volatile.Read(ref _readings);

    internal long Now => time.GetTimestamp();

    internal void Set(GroupId group, GroupReading reading) =>
        ImmutableInterlocked.AddOrUpdate(ref _readings, group, reading, (_, before) => reading.At >= before.At ? reading : before);

    /// <summary>How long ago it was read; null when it never was.</summary>
    internal TimeSpan? AgeOf(GroupId group) =>
        Volatile.Read(ref _readings).TryGetValue(group, out var reading) ? time.GetElapsedTime(reading.At) : null;

    /// <summary>The customer with everybody who holds a role at this moment, and until when that holds if no group is read again.</summary>
    internal (Customer Customer, long Until) Join(Customer named)
    {
        var (readings, join, now) = (Volatile.Read(ref _readings), new GroupJoin(named), time.GetUtcNow());
        foreach (var held in named.Groups)
        {
            if (!readings.TryGetValue(held.Group, out var reading) || options.Value.GroupsOldest - time.GetElapsedTime(reading.At) is not { Ticks: > 0 } fresh)
            {
                continue;
            }

            join.Until(fresh);
            foreach (var (person, since) in reading.Since)
            {
                join.Add(person, held.Role, options.Value.MembershipAge - (now - since));
            }
        }

        return (join.Customer, Now + (long)(join.Holds.TotalSeconds * time.TimestampFrequency));
    }
}

/// <param name="Since">When the bot first saw each in the group.</param>
/// <param name="At">When the reading began, as a timestamp of the clock: it does not jump.</param>
internal sealed record GroupReading(ImmutableDictionary<PersonId, DateTimeOffset> Since, long At);
