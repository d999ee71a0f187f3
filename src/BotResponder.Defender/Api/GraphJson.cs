using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace BotResponder.Defender.Api;

/// <summary>What Microsoft Graph is sent and answers about accounts. Names are given one by one: they are case-sensitive.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DirectoryUser))]
[JsonSerializable(typeof(ODataPage<DirectoryUser>))]
[JsonSerializable(typeof(ODataPage<DirectoryRole>))]
[JsonSerializable(typeof(ODataPage<IdentityAccounts>))]
[JsonSerializable(typeof(AccountEnabledBody))]
[JsonSerializable(typeof(PasswordProfileBody))]
[JsonSerializable(typeof(InvokeActionBody))]
[JsonSerializable(typeof(InvokeActionResult))]
[JsonSerializable(typeof(RevokeAnswer))]
[JsonSerializable(typeof(RiskyUser))]
[JsonSerializable(typeof(RiskyUsersBody))]
[JsonSerializable(typeof(GraphErrorEnvelope))]
internal sealed partial class GraphJson : JsonSerializerContext;

internal sealed record GraphErrorEnvelope([property: JsonPropertyName("error")] GraphError? Error);

internal sealed record GraphError(
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("innerError")] GraphInnerError? InnerError);

internal sealed record GraphInnerError([property: JsonPropertyName("request-id")] string? RequestId);

/// <summary>An account in Entra ID. Only what the bot reads.</summary>
internal sealed record DirectoryUser
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    [JsonPropertyName("userPrincipalName")]
    public string? UserPrincipalName { get; init; }

    [JsonPropertyName("jobTitle")]
    public string? JobTitle { get; init; }

    [JsonPropertyName("accountEnabled")]
    public bool? AccountEnabled { get; init; }

    /// <summary><c>Member</c> or <c>Guest</c>.</summary>
    [JsonPropertyName("userType")]
    public string? UserType { get; init; }

    /// <summary>True when the account comes from Active Directory; null when it never did.</summary>
    [JsonPropertyName("onPremisesSyncEnabled")]
    public bool? IsSynced { get; init; }

    [JsonPropertyName("onPremisesSecurityIdentifier")]
    public string? OnPremisesSid { get; init; }

    [JsonPropertyName("onPremisesSamAccountName")]
    public string? SamAccountName { get; init; }

    /// <summary>Where it stands in Active Directory; null for an account that does not come from there, and when it was not read.</summary>
    [JsonPropertyName("onPremisesDistinguishedName")]
    public string? DistinguishedName { get; init; }

    [JsonPropertyName("onPremisesDomainName")]
    public string? OnPremisesDomain { get; init; }

    /// <summary>Sessions that began before are not valid any more.</summary>
    [JsonPropertyName("signInSessionsValidFromDateTime")]
    public DateTimeOffset? SessionsValidFrom { get; init; }
}

/// <param name="DisplayName">Null when the bot may see that there is a role, but not which.</param>
/// <param name="TemplateId">The same in every tenant.</param>
internal sealed record DirectoryRole(
    [property: JsonPropertyName("displayName")] string? DisplayName, [property: JsonPropertyName("roleTemplateId")] string? TemplateId);

/// <summary>The directory roles of an account.</summary>
/// <param name="Names">In order. Other people's text.</param>
/// <param name="HasGlobal">Whether Global Administrator is one; null when that was not told.</param>
internal sealed record DirectoryRoles(ImmutableArray<string> Names, bool? HasGlobal)
{
    public const string GlobalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

    private const string GlobalAdministratorName = "Global Administrator";

    public static DirectoryRoles None { get; } = new([], false);

    public static DirectoryRoles Of(IEnumerable<DirectoryRole> roles)
    {
        var held = roles.ToArray();
        return new(
            [.. held.Select(role => PlainLine.Of(role.DisplayName, 80) is { Length: > 0 } name ? name : "a role without a name").Order(StringComparer.Ordinal)],
            held.Select(IsGlobal).Aggregate((bool?)false, (known, next) => known | next));
    }

    private static bool? IsGlobal(DirectoryRole role) => role.TemplateId is { } template ? template.Equals(GlobalAdministrator, StringComparison.OrdinalIgnoreCase)
        : role.DisplayName is { } name ? name == GlobalAdministratorName : null;
}

/// <summary>An identity as Defender for Identity knows it, with its accounts in each directory.</summary>
internal sealed record IdentityAccounts
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    [JsonPropertyName("domain")]
    public string? Domain { get; init; }

    [JsonPropertyName("isEnabled")]
    public bool? IsEnabled { get; init; }

    [JsonPropertyName("onPremisesSecurityIdentifier")]
    public string? OnPremisesSid { get; init; }

    [JsonPropertyName("accounts")]
    public ImmutableArray<ProviderAccount>? Accounts { get; init; }
}

/// <remarks>Microsoft's metadata says <c>identityProvider</c>, the samples of its documentation <c>provider</c>; their values differ in case, too.</remarks>
internal sealed record ProviderAccount(
    [property: JsonPropertyName("identityProvider")] string? IdentityProvider,
    [property: JsonPropertyName("provider")] string? Provider,
    [property: JsonPropertyName("identifier")] string? Identifier)
{
    [JsonIgnore]
    public bool IsActiveDirectory => "activeDirectory".Equals(IdentityProvider ?? Provider, StringComparison.OrdinalIgnoreCase);
}

internal sealed record AccountEnabledBody([property: JsonPropertyName("accountEnabled")] bool AccountEnabled);

/// <summary>Never a password: the person sets one at the next sign-in.</summary>
internal sealed record PasswordProfileBody([property: JsonPropertyName("passwordProfile")] PasswordProfile PasswordProfile);

internal sealed record PasswordProfile([property: JsonPropertyName("forceChangePasswordNextSignIn")] bool ForceChangePasswordNextSignIn);

internal sealed record InvokeActionBody(
    [property: JsonPropertyName("accountId")] string AccountId,
    [property: JsonPropertyName("action")] string Action,
    [property: JsonPropertyName("identityProvider")] string IdentityProvider);

/// <remarks>Bare according to Microsoft's metadata, in <c>value</c> according to the sample of its documentation.</remarks>
internal sealed record InvokeActionResult(
    [property: JsonPropertyName("value")] InvokeActionResult? Value,
    [property: JsonPropertyName("accountId")] string? AccountId,
    [property: JsonPropertyName("correlationId")] string? CorrelationId);

internal sealed record RevokeAnswer([property: JsonPropertyName("value")] bool? Value);

/// <param name="IsProcessing">What was said of the user last does not show yet.</param>
internal sealed record RiskyUser(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("isProcessing")] bool? IsProcessing,
    [property: JsonPropertyName("riskLevel")] string? Level,
    [property: JsonPropertyName("riskState")] string? State,
    [property: JsonPropertyName("riskLastUpdatedDateTime")] DateTimeOffset? UpdatedAt);

internal sealed record RiskyUsersBody([property: JsonPropertyName("userIds")] ImmutableArray<string> UserIds);
