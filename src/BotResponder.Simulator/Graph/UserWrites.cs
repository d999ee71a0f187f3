using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Identity;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>Changes of one user in Entra ID: update (accountEnabled, passwordProfile) and revokeSignInSessions.</summary>
internal sealed class UserWrites(AccountStates states, SimulatorOptions options)
{
    private const string Root = "/graph/v1.0/users/{id}";

    private static readonly CallLimit Limit = new(1000, 60_000);
    private static readonly string[] All = ["User.ReadWrite.All", "Directory.ReadWrite.All"];
    private static readonly string[] Enablers = ["User.EnableDisableAccount.All", .. All];
    private static readonly string[] Resetters = ["User-PasswordProfile.ReadWrite.All", .. All];

    /// <summary>Mastered on premises for a synced account, so read-only here. Whether somebody may sign in is not.</summary>
    private static readonly string[] Mastered = ["displayName", "jobTitle", "passwordProfile"];

    public void Map(IEndpointRouteBuilder app, ApiGate gate)
    {
        app.MapMethods(Root, [HttpMethods.Patch], gate.Guard(new("updateUser", Limit, [.. Enablers.Union(Resetters, StringComparer.Ordinal)]), Update));
        app.MapPost($"{Root}/revokeSignInSessions", gate.Guard(new("revokeSignInSessions", Limit, ["User.RevokeSessions.All", .. All]), Revoke));
    }

    private static ApiAnswer Bad(string message) => ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "Request_BadRequest", message);

    private ApiAnswer Update(ApiCall call)
    {
        if (UsersEndpoint.Find(call) is not { } account)
        {
            return UsersEndpoint.Nobody(call);
        }

        return StrictJson.Object(call.Body) is not { Count: > 0 } body ? Bad("The request body is empty or no JSON object.")
            : Refuse(call, account, body) ?? Apply(account, body);
    }

    private ApiAnswer? Refuse(ApiCall call, Account account, JsonObject body)
    {
        foreach (var (name, value) in body.Where(property => property.Key != "@odata.type"))
        {
            var isRight = (name, value) switch
            {
                ("accountEnabled", JsonValue truth) => truth.TryGetValue<bool>(out _),
                ("passwordProfile", JsonObject profile) => profile.All(part => part.Key is "forceChangePasswordNextSignIn" or "forceChangePasswordNextSignInWithMfa" or "password"),
                ("displayName" or "jobTitle", JsonValue) => true,
                _ => false,
            };
            if (!isRight)
            {
                return Bad($"Invalid property or value: '{name}'.");
            }

            var roles = name switch { "accountEnabled" => Enablers, "passwordProfile" => Resetters, _ => All };
            if (!roles.Intersect(call.Roles, StringComparer.Ordinal).Any() || (!account.DirectoryRoles.IsEmpty && !options.MayActOnAdministrators))
            {
                return ApiAnswer.Refuse(StatusCodes.Status403Forbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
            }

            if (account.IsSynced && Mastered.Contains(name, StringComparer.Ordinal))
            {
                return Bad("Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.");
            }
        }

        return null;
    }

    private ApiAnswer Apply(Account account, JsonObject body)
    {
        if (body["accountEnabled"] is JsonValue enabled)
        {
            states.SetEnabled(account, enabled.GetValue<bool>(), inDirectory: false);
        }

        if (body["passwordProfile"]?["forceChangePasswordNextSignIn"] is JsonValue force && force.TryGetValue<bool>(out var must) && must)
        {
            states.ForcePasswordChange(account);
        }

        return new(StatusCodes.Status204NoContent, null);
    }

    private ApiAnswer Revoke(ApiCall call)
    {
        if (UsersEndpoint.Find(call) is not { } account)
        {
            return UsersEndpoint.Nobody(call);
        }

        states.RevokeSessions(account);
        return ApiAnswer.Ok(new JsonObject { ["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#Edm.Boolean", ["value"] = true });
    }
}
