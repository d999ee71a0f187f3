using System.Globalization;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Identity;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>Who is in a group and in the groups within it, page by page.</summary>
/// <remarks>Microsoft Graph v1.0, group-list-transitivemembers: objects of any kind; what the app may not read of a user is null, but for its id.</remarks>
internal sealed class GroupsEndpoint(GroupStates groups, AccountStates accounts)
{
    private const int UsualPage = 100;
    private const int LargestPage = 999;

    private static readonly string[] UserRoles = ["User.Read.All", "Directory.Read.All"];

    private static readonly Operation Read = new(
        "groups", new CallLimit(1000, 60_000), "GroupMember.Read.All", "Group.Read.All", "Directory.Read.All");

    public void Map(IEndpointRouteBuilder app, ApiGate gate) => app.MapGet("/graph/v1.0/groups/{id}/transitiveMembers", gate.Guard(Read, Members));

    private ApiAnswer Members(ApiCall call)
    {
        if (groups.TransitiveMembers(call.Tenant.Id, call.Route("id")) is not { } members)
        {
            return UsersEndpoint.Nobody(call);
        }

        if (!TryRead(call.Query("$top"), UsualPage, out var top) || top is 0 or > LargestPage || !TryRead(call.Query("$skiptoken"), 0, out var skip))
        {
            return ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "Request_BadRequest", $"Invalid page size specified: '{call.Query("$top")}'. Must be between 1 and 999 inclusive.");
        }

        var seesUsers = call.Roles.Intersect(UserRoles, StringComparer.Ordinal).Any();
        var answer = new JsonObject
        {
            ["value"] = new JsonArray([.. members.Skip(skip).Take(top).Select(member => Json(call.Tenant, member, seesUsers))]),
        };
        if (skip + top < members.Length)
        {
            answer["@odata.nextLink"] = string.Create(
                CultureInfo.InvariantCulture, $"{call.Http.Scheme}://{call.Http.Host}{call.Http.Path}?$top={top}&$skiptoken={skip + top}");
        }

        return ApiAnswer.Ok(answer);
    }

    private JsonObject Json(Tenant tenant, GroupObject member, bool seesUsers)
    {
        var json = new JsonObject { ["@odata.type"] = member.IsGroup ? "#microsoft.graph.group" : "#microsoft.graph.user", ["id"] = member.Id };
        if (!member.IsGroup)
        {
            var account = tenant.Accounts.First(each => each.Id.Equals(member.Id, StringComparison.OrdinalIgnoreCase));
            json["accountEnabled"] = seesUsers ? accounts.Of(account).EnabledInEntra : null;
            json["userType"] = seesUsers ? account.IsGuest ? "Guest" : "Member" : null;
        }

        return json;
    }

    private static bool TryRead(string? text, int otherwise, out int number)
    {
        number = otherwise;
        return text is null || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
