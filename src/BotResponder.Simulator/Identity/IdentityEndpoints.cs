using System.Text.Json.Nodes;
using BotResponder.Simulator.Defender;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Identity;

/// <summary>Defender for Identity through Graph: accounts of Active Directory, and what its sensors are told to do to them.</summary>
internal sealed class IdentityEndpoints(AccountStates states, SimulatorOptions options)
{
    private const string Root = "/graph/v1.0/security/identities/identityAccounts";
    private const string ActiveDirectory = "activeDirectory";

    private static readonly CallLimit Limit = new(150, 9000);
    private static readonly Operation Read = new("identityAccounts", Limit, "SecurityIdentitiesAccount.Read.All");
    private static readonly Operation Invoke = new(
        "invokeAction", Limit, "SecurityIdentitiesActions.ReadWrite.All", "SecurityIdentitiesUserActions.ReadWrite.All");

    private static readonly string[] Members = ["accountId", "action", "identityProvider"];
    private static readonly string[] Actions =
        ["disable", "enable", "forcePasswordReset", "revokeAllSessions", "requireUserToSignInAgain", "markUserAsCompromised"];

    /// <summary>The one documented filter.</summary>
    private static readonly IReadOnlyDictionary<string, ODataField<Account>> Fields = new Dictionary<string, ODataField<Account>>(StringComparer.Ordinal)
    {
        ["onPremisesSecurityIdentifier"] = new(ODataKind.Text, account => account.Sid),
    };

    public void Map(IEndpointRouteBuilder app, ApiGate gate)
    {
        app.MapGet(Root, gate.Guard(Read, List));
        foreach (var name in new[] { "invokeAction", "microsoft.graph.security.invokeAction" })
        {
            app.MapPost($"{Root}/{{id}}/{name}", gate.Guard(Invoke, Act));
        }
    }

    private static ApiAnswer Bad(string message) => ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "BadRequest", message);

    private static IEnumerable<Account> Known(Tenant tenant) => tenant.Accounts.Where(account => account.IsSynced).Concat(tenant.DirectoryOnlyAccounts);

    private static string IdentityId(Account account) => Seed.Id($"identity/{account.Id}");

    private static string AccountId(Account account) => Seed.Id($"directory/{account.Id}");

    private ApiAnswer List(ApiCall call)
    {
        try
        {
            var found = Known(call.Tenant).Where(ODataFilter<Account>.Parse(call.Query("$filter"), Fields)).Take(100);
            return ApiAnswer.Ok(new JsonObject { ["value"] = new JsonArray([.. found.Select(Json)]) });
        }
        catch (FormatException wrong)
        {
            return Bad(wrong.Message);
        }
    }

    private ApiAnswer Act(ApiCall call)
    {
        if (Known(call.Tenant).FirstOrDefault(account => IdentityId(account).Equals(call.Route("id"), StringComparison.OrdinalIgnoreCase)) is not { } account)
        {
            return ApiAnswer.Refuse(StatusCodes.Status404NotFound, "NotFound", "The identity was not found.");
        }

        var body = StrictJson.Object(call.Body);
        if (body is null || body.Count != Members.Length || !Members.All(name => Text(body, name) is { Length: > 0 }))
        {
            return Bad("The body must have exactly accountId, action and identityProvider.");
        }

        var (wanted, action, provider) = (Text(body, "accountId")!, Text(body, "action")!, Text(body, "identityProvider")!);
        if (provider != ActiveDirectory || !Actions.Contains(action, StringComparer.Ordinal) || wanted != AccountId(account))
        {
            return Bad($"'{action}' of '{wanted}' is not supported for the identity provider '{provider}'.");
        }

        return Carry(account, action) ? ApiAnswer.Ok(Accepted(account, action)) : Bad($"'{action}' is not supported for '{provider}'.");
    }

    /// <returns>False for an action that the enum has, but no documentation for Active Directory.</returns>
    private bool Carry(Account account, string action)
    {
        switch (action)
        {
            case "disable" or "enable":
                states.SetEnabled(account, action == "enable", inDirectory: true);
                return true;
            case "forcePasswordReset":
                states.ForcePasswordChange(account);
                return true;
            default:
                return false;
        }
    }

    /// <summary>In the words of the documentation's sample, or in those of the metadata.</summary>
    private JsonObject Accepted(Account account, string action)
    {
        var result = new JsonObject
        {
            ["accountId"] = AccountId(account),
            ["action"] = action,
            [options.BareIdentityAnswers ? "identityProvider" : "provider"] = options.BareIdentityAnswers ? ActiveDirectory : "ActiveDirectory",
            ["correlationId"] = Guid.NewGuid().ToString(),
        };
        return options.BareIdentityAnswers ? result : new JsonObject { ["value"] = result };
    }

    private JsonObject Json(Account account) => new()
    {
        ["id"] = IdentityId(account),
        ["displayName"] = account.DisplayName,
        ["domain"] = account.UserPrincipalName.Split('@')[1],
        ["isEnabled"] = states.Of(account).EnabledInDirectory,
        ["onPremisesSecurityIdentifier"] = account.Sid,
        ["accounts"] = new JsonArray(
            Provider(options.BareIdentityAnswers ? ActiveDirectory : "ActiveDirectory", AccountId(account)),
            Provider(options.BareIdentityAnswers ? "entraID" : "EntraID", account.Id)),
    };

    private JsonObject Provider(string name, string id) => new()
    {
        [options.BareIdentityAnswers ? "identityProvider" : "provider"] = name,
        ["identifier"] = id,
        ["actions"] = new JsonArray(),
    };

    private static string? Text(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
