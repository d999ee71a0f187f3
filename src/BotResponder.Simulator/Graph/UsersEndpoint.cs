using System.Text.Json.Nodes;
using BotResponder.Simulator.Defender;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>Reads of the directory: one user by object id or sign-in name, and a filtered list.</summary>
internal static class UsersEndpoint
{
    private static readonly Operation Read = new("users", new CallLimit(1000, 60_000), "User.Read.All", "Directory.Read.All");

    private static readonly IReadOnlyDictionary<string, ODataField<Account>> Fields = new Dictionary<string, ODataField<Account>>(StringComparer.Ordinal)
    {
        ["id"] = new(ODataKind.Text, account => account.Id),
        ["userPrincipalName"] = new(ODataKind.Text, account => account.UserPrincipalName),
        ["displayName"] = new(ODataKind.Text, account => account.DisplayName),
    };

    public static void Map(IEndpointRouteBuilder app, ApiGate gate)
    {
        app.MapGet("/graph/v1.0/users/{id}", gate.Guard(Read, One));
        app.MapGet("/graph/v1.0/users", gate.Guard(Read, Some));
    }

    private static ApiAnswer One(ApiCall call)
    {
        var id = call.Route("id");
        var account = call.Tenant.Accounts.FirstOrDefault(account =>
            account.Id.Equals(id, StringComparison.OrdinalIgnoreCase) || account.UserPrincipalName.Equals(id, StringComparison.OrdinalIgnoreCase));
        return account is not null ? ApiAnswer.Ok(Json(account)) : ApiAnswer.Refuse(
            StatusCodes.Status404NotFound, "Request_ResourceNotFound", $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");
    }

    private static ApiAnswer Some(ApiCall call)
    {
        try
        {
            var found = call.Tenant.Accounts.Where(ODataFilter<Account>.Parse(call.Query("$filter"), Fields)).Take(100);
            return ApiAnswer.Ok(new JsonObject { ["value"] = new JsonArray([.. found.Select(Json)]) });
        }
        catch (FormatException wrong)
        {
            return ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "Request_UnsupportedQuery", wrong.Message);
        }
    }

    private static JsonObject Json(Account account) => new()
    {
        ["id"] = account.Id,
        ["displayName"] = account.DisplayName,
        ["userPrincipalName"] = account.UserPrincipalName,
        ["jobTitle"] = account.JobTitle,
        ["accountEnabled"] = account.Enabled,
        ["onPremisesSyncEnabled"] = account.IsSynced ? true : null,
        ["userType"] = account.IsGuest ? "Guest" : "Member",
    };
}
