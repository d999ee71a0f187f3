using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Identity;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>Who holds a directory role, by the role's template: the same id in every tenant.</summary>
/// <remarks>Microsoft Graph v1.0, directoryrole-list-members: objects of any kind; what the app may not read of a user is null, but for its id. A role that nobody ever held is not activated, and is not there.</remarks>
internal sealed class DirectoryRolesEndpoint(AccountStates states)
{
    private const string GlobalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

    private static readonly string[] UserRoles = ["User.Read.All", "Directory.Read.All"];

    private static readonly Operation Read = new("directory roles", new CallLimit(1000, 60_000), "RoleManagement.Read.Directory", "RoleManagement.Read.All", "Directory.Read.All");

    public static string TemplateOf(string role) => role == "Global Administrator" ? GlobalAdministrator : Seed.Id($"template/{role}");

    public void Map(IEndpointRouteBuilder app, ApiGate gate) =>
        app.MapGet("/graph/v1.0/directoryRoles(roleTemplateId='{id}')/members", gate.Guard(Read, Members));

    private ApiAnswer Members(ApiCall call)
    {
        var holders = call.Tenant.Accounts.Where(account => account.DirectoryRoles.Any(role => TemplateOf(role) == call.Route("id"))).ToArray();
        var seesUsers = call.Roles.Intersect(UserRoles, StringComparer.Ordinal).Any();
        return holders.Length == 0 ? UsersEndpoint.Nobody(call) : ApiAnswer.Ok(new JsonObject
        {
            ["value"] = new JsonArray([.. holders.Select(account => new JsonObject
            {
                ["@odata.type"] = "#microsoft.graph.user",
                ["id"] = account.Id,
                ["accountEnabled"] = seesUsers ? states.Of(account).EnabledInEntra : null,
                ["userType"] = seesUsers ? account.IsGuest ? "Guest" : "Member" : null,
            })]),
        });
    }
}
