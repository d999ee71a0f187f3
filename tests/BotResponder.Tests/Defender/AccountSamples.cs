using System.Net;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>One account in Entra ID and in Active Directory, as Microsoft's documentation shows it.</summary>
internal static class AccountSamples
{
    public const string Sid = "S-1-5-21-989687458-3461180213-172365591-281652";
    public const string Identity = "00104216-0539-4838-88b1-55baafdc296b";
    public const string DirectoryAccount = "256db173-930a-4991-9061-0d51a9a93ba5";
    public const string Correlation = "43f4cb08-8fac-4b65-9db1-745c2ae65f3a";
    public const string List = "GET /v1.0/security/identities/identityAccounts";
    public const string Invoke = $"POST /v1.0/security/identities/identityAccounts/{Identity}/invokeAction";
    public const string Patch = $"PATCH /v1.0/users/{User}";
    public const string Get = $"GET /v1.0/users/{User}";
    public const string Accepted = $$$"""{"value":{"accountId":"{{{DirectoryAccount}}}","action":"disable","provider":"ActiveDirectory","correlationId":"{{{Correlation}}}"}}""";

    /// <param name="spelling">Of the provider: the documentation's samples and its metadata differ.</param>
    public static PretendMicrosoft Synced(
        this PretendMicrosoft microsoft, bool isEnabledInDirectory = true, bool isEnabledInEntra = true, string spelling = "\"provider\":\"ActiveDirectory\"") => microsoft
        .On(Get, HttpStatusCode.OK, Samples.User(isEnabled: isEnabledInEntra, sid: Sid))
        .On(List, HttpStatusCode.OK, Samples.List($$"""
            {"id":"{{Identity}}","displayName":"Ada Berg","domain":"corp.contoso.local","isEnabled":{{(isEnabledInDirectory ? "true" : "false")}},
             "onPremisesSecurityIdentifier":"{{Sid}}","accounts":[{"identityProvider":"entraID","identifier":"{{User}}"},{ {{spelling}},"identifier":"{{DirectoryAccount}}"}]}
            """));
}
