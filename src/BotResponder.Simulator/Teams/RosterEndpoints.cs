using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>Who is where: members, pages of members, teams and their channels.</summary>
internal sealed class RosterEndpoints(ConnectorGate gate, TeamsRooms rooms)
{
    private const int DefaultPage = 200;
    private const int SmallestPage = 50;
    private const int LargestPage = 500;

    public void Map(IEndpointRouteBuilder app)
    {
        const string Root = "/teams/{tenantId}/v3";
        app.MapGet($"{Root}/conversations/{{cid}}/members/{{member}}", gate.Guard(Member));
        app.MapGet($"{Root}/conversations/{{cid}}/members", gate.Guard(Members));
        app.MapGet($"{Root}/conversations/{{cid}}/pagedmembers", gate.Guard(Page));
        app.MapGet($"{Root}/teams/{{teamId}}", gate.Guard((ApiCall call) => Team(call)));
        app.MapGet($"{Root}/teams/{{teamId}}/conversations", gate.Guard((ApiCall call) => Channels(call)));
    }

    private static ApiAnswer Member(ConnectorCall call)
    {
        var id = call.Api.Route("member");
        var member = call.Conversation.Members.FirstOrDefault(person => person.Mri == id
            || person.ObjectId.Equals(id, StringComparison.OrdinalIgnoreCase)
            || person.UserPrincipalName.Equals(id, StringComparison.OrdinalIgnoreCase));
        return member is not null
            ? ApiAnswer.Ok(Json(member, call.Conversation))
            : ApiAnswer.Refuse(StatusCodes.Status404NotFound, "MemberNotFoundInConversation", "Member not found in conversation.");
    }

    /// <summary>Chats have no pages; channels do.</summary>
    private static ApiAnswer Page(ConnectorCall call)
    {
        var all = call.Conversation.Members;
        var size = int.TryParse(call.Api.Query("pageSize"), CultureInfo.InvariantCulture, out var wanted) ? wanted : DefaultPage;
        size = call.Conversation.Team is null ? all.Length : Math.Clamp(size, SmallestPage, LargestPage);
        var from = 0;
        if (call.Api.Query("continuationToken") is { Length: > 0 } token && !TryOffset(token, out from))
        {
            return ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "BadArgument", "Invalid continuation token.");
        }

        var page = new JsonObject { ["members"] = new JsonArray([.. all.Skip(from).Take(size).Select(person => Json(person, call.Conversation))]) };
        if (from + size < all.Length)
        {
            page["continuationToken"] = Convert.ToBase64String(
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"from:{from + size}")));
        }

        return ApiAnswer.Ok(page);
    }

    private static bool TryOffset(string token, out int from)
    {
        from = 0;
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':') is ["from", var digits]
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out from);
    }

    private ApiAnswer Members(ConnectorCall call) => gate.Throttle.WholeRoster(call.Conversation)
        ?? ApiAnswer.Ok(new JsonArray([.. call.Conversation.Members.Select(person => Json(person, call.Conversation))]));

    private ApiAnswer Team(ApiCall call) => Find(call, out var team) ?? ApiAnswer.Ok(new JsonObject
    {
        ["id"] = team!.Id,
        ["name"] = team.Name,
        ["aadGroupId"] = team.GroupId,
        ["tenantId"] = team.TenantId,
        ["type"] = "standard",
        ["channelCount"] = Of(team).Count(),
        ["memberCount"] = team.Members.Length,
    });

    private ApiAnswer Channels(ApiCall call) => Find(call, out var team) ?? ApiAnswer.Ok(new JsonObject
    {
        ["conversations"] = new JsonArray([.. Of(team!).Select(channel => new JsonObject
        {
            ["id"] = channel.Id,
            ["name"] = channel.Id == team!.Id ? null : channel.Name,
            ["type"] = "standard",
        })]),
    });

    private IEnumerable<TeamsConversation> Of(TeamsTeam team) => rooms.Conversations.Where(channel =>
        channel.Team?.Id == team.Id && channel.Kind == ConversationKind.StandardChannel);

    private ApiAnswer? Find(ApiCall call, out TeamsTeam? team)
    {
        var general = rooms.Find(call.Route("teamId"), out _);
        team = general?.Team?.Id == general?.Id && general?.TenantId == call.Tenant.Id ? general?.Team : null;
        return team is null ? ConnectorGate.NoConversation : rooms.IsInstalled(general!) ? null : ConnectorGate.NotInRoster;
    }

    /// <summary>Members of a shared channel keep their own tenant and are nobody's guests.</summary>
    private static bool IsGuest(CastMember person, TeamsConversation conversation) =>
        person.IsGuest || (person.TenantId != conversation.TenantId && conversation.Kind != ConversationKind.SharedChannel);

    private static JsonObject Json(CastMember person, TeamsConversation conversation) => new()
    {
        ["id"] = person.Mri,
        ["name"] = person.Name,
        ["objectId"] = person.ObjectId,
        ["aadObjectId"] = person.ObjectId,
        ["givenName"] = person.Name.Split(' ')[0],
        ["surname"] = person.Name.Split(' ')[^1],
        ["email"] = person.UserPrincipalName,
        ["userPrincipalName"] = person.UserPrincipalName,
        ["tenantId"] = person.TenantId,
        ["userRole"] = IsGuest(person, conversation) ? "guest" : "user",
    };
}
