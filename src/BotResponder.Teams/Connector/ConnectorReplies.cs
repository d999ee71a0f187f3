namespace BotResponder.Teams.Connector;

/// <summary>A member of a conversation, as Teams tells it.</summary>
/// <param name="Id">"29:..."; belongs to this bot only.</param>
/// <param name="AadObjectId">The person in the directory; some answers call it objectId, see <see cref="PersonObjectId"/>.</param>
public sealed record TeamMember(
    string? Id = null,
    string? Name = null,
    string? AadObjectId = null,
    string? ObjectId = null,
    string? TenantId = null,
    string? UserPrincipalName = null,
    string? Email = null,
    string? UserRole = null)
{
    /// <summary>Null for bots and anonymous guests.</summary>
    public string? PersonObjectId() => AadObjectId ?? ObjectId;
}

/// <param name="Id">The thread id of General.</param>
public sealed record TeamDetails(string? Id = null, string? Name = null, string? AadGroupId = null);

/// <param name="ActivityId">Of a conversation that was created with its first message.</param>
internal sealed record CreatedReply(string? Id = null, string? ActivityId = null);

internal sealed record MembersReply(IReadOnlyList<TeamMember>? Members = null, string? ContinuationToken = null);

internal sealed record ErrorReply(ErrorBody? Error = null);

internal sealed record ErrorBody(string? Code = null);
