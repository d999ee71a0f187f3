using System.Collections.Immutable;
using BotResponder.Core.Results;

namespace BotResponder.Core.Groups;

/// <summary>Where groups are read.</summary>
public interface IGroupDirectory
{
    /// <summary>The accounts in a group and in the groups within it: enabled members of the tenant, no guests.</summary>
    /// <param name="most">A group with more is refused: nobody meant it.</param>
    /// <returns>Object ids, lower case, each once; or why it could not be read.</returns>
    Task<Result<ImmutableArray<string>>> ListMembersAsync(GroupId group, int most, CancellationToken cancellationToken);
}
