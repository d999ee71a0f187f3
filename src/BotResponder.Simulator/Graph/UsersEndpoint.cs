using System.Globalization;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Defender;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Identity;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>Reads of the directory: one user by object id or sign-in name, a filtered list, and somebody's directory roles.</summary>
internal sealed class UsersEndpoint(AccountStates states)
{
    private const string Root = "/graph/v1.0/users";

    /// <summary>Is indexed for advanced queries only.</summary>
    private const string LogonName = "onpremisessamaccountname";

    private static readonly Operation Read = new("users", new CallLimit(1000, 60_000), "User.Read.All", "Directory.Read.All");

    /// <summary>Names and values in lower case: the directory compares neither by case.</summary>
    private static readonly IReadOnlyDictionary<string, ODataField<Account>> Fields = new Dictionary<string, ODataField<Account>>(StringComparer.Ordinal)
    {
        ["id"] = new(ODataKind.Text, account => account.Id),
        ["userprincipalname"] = new(ODataKind.Text, account => account.UserPrincipalName.ToLowerInvariant()),
        ["displayname"] = new(ODataKind.Text, account => account.DisplayName.ToLowerInvariant()),
        ["onpremisessecurityidentifier"] = new(ODataKind.Text, account => account.Sid?.ToLowerInvariant()),
        [LogonName] = new(ODataKind.Text, account => account.SamAccountName),
    };

    public void Map(IEndpointRouteBuilder app, ApiGate gate)
    {
        app.MapGet($"{Root}/{{id}}", gate.Guard(Read, One));
        app.MapGet(Root, gate.Guard(Read, Some));
        app.MapGet($"{Root}/{{id}}/transitiveMemberOf/microsoft.graph.directoryRole", gate.Guard(Read, Roles));
    }

    public static Account? Find(ApiCall call)
    {
        var id = call.Route("id");
        return call.Tenant.Accounts.FirstOrDefault(account =>
            account.Id.Equals(id, StringComparison.OrdinalIgnoreCase) || account.UserPrincipalName.Equals(id, StringComparison.OrdinalIgnoreCase));
    }

    public static ApiAnswer Nobody(ApiCall call) => ApiAnswer.Refuse(
        StatusCodes.Status404NotFound, "Request_ResourceNotFound",
        $"Resource '{call.Route("id")}' does not exist or one of its queried reference-property objects are not present.");

    private ApiAnswer One(ApiCall call) => Find(call) is { } account ? ApiAnswer.Ok(Json(account)) : Nobody(call);

    private ApiAnswer Some(ApiCall call)
    {
        try
        {
            var filter = call.Query("$filter")?.ToLowerInvariant();
            if (filter?.Contains(LogonName, StringComparison.Ordinal) == true && !IsAdvanced(call))
            {
                throw new FormatException("Unsupported or invalid query filter clause specified for property 'onPremisesSamAccountName' of resource 'User'.");
            }

            var top = int.TryParse(call.Query("$top"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, 999) : 100;
            var found = call.Tenant.Accounts.Where(ODataFilter<Account>.Parse(filter, Fields)).Take(top);
            return ApiAnswer.Ok(new JsonObject { ["value"] = new JsonArray([.. found.Select(Json)]) });
        }
        catch (FormatException wrong)
        {
            return ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "Request_UnsupportedQuery", wrong.Message);
        }
    }

    private static ApiAnswer Roles(ApiCall call) => Find(call) is not { } account ? Nobody(call) : ApiAnswer.Ok(new JsonObject
    {
        ["value"] = new JsonArray([.. account.DirectoryRoles.Select(role => new JsonObject
        {
            ["@odata.type"] = "#microsoft.graph.directoryRole",
            ["id"] = Seed.Id($"role/{role}"),
            ["displayName"] = role,
            ["roleTemplateId"] = DirectoryRolesEndpoint.TemplateOf(role),
        })]),
    });

    private static bool IsAdvanced(ApiCall call) => call.Http.Headers["ConsistencyLevel"] == "eventual" && call.Query("$count") == "true";

    private JsonObject Json(Account account)
    {
        var state = states.Of(account);
        return new()
        {
            ["id"] = account.Id,
            ["displayName"] = account.DisplayName,
            ["userPrincipalName"] = account.UserPrincipalName,
            ["jobTitle"] = account.JobTitle,
            ["accountEnabled"] = state.EnabledInEntra,
            ["userType"] = account.IsGuest ? "Guest" : "Member",
            ["onPremisesSyncEnabled"] = account.IsSynced ? true : null,
            ["onPremisesSecurityIdentifier"] = account.Sid,
            ["onPremisesSamAccountName"] = account.SamAccountName,
            ["onPremisesDistinguishedName"] = account.DistinguishedName,
            ["onPremisesDomainName"] = account.IsSynced ? account.UserPrincipalName.Split('@')[1] : null,
            ["signInSessionsValidFromDateTime"] = Envelopes.Instant(state.SessionsValidFrom ?? DateTimeOffset.UnixEpoch),
        };
    }
}
