using System.Text.RegularExpressions;
using Azure.Identity;
using BotResponder.Core.Results;
using Microsoft.Identity.Client;

namespace BotResponder.Defender.Api;

/// <summary>Why Entra gave no token, for chat.</summary>
/// <remarks>Codes: Microsoft's list of Entra authentication error codes (AADSTS).</remarks>
internal static partial class TokenProblems
{
    public static Problem From(AuthenticationFailedException failure)
    {
        if (Find(failure) is not { } answer || answer.StatusCode is >= 500 or 429 or 408)
        {
            return new Problem.Unavailable("Entra could not be reached for a token. Nothing was done; try again in a minute.");
        }

        return new Problem.Refused(ErrorCode(failure) switch
        {
            "AADSTS7000215" or "AADSTS7000222" or "AADSTS700027" =>
                "Entra does not accept the bot's own secret or certificate. Whoever runs the bot must renew it.",
            "AADSTS90002" => "Entra does not know this tenant. Check the customer's tenant id.",
            _ => "The bot may not act in this tenant yet: an administrator of the tenant must give consent to it.",
        });
    }

    /// <summary>For logs: Entra's AADSTS number, else MSAL's own code.</summary>
    public static string ErrorCode(AuthenticationFailedException failure)
    {
        var number = EntraNumber().Match(Find(failure)?.Message ?? "");
        return number.Success ? number.Value : Find(failure)?.ErrorCode ?? "no-answer";
    }

    private static MsalServiceException? Find(Exception failure)
    {
        for (Exception? inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is MsalServiceException answer)
            {
                return answer.StatusCode > 0 ? answer : null;
            }
        }

        return null;
    }

    [GeneratedRegex("AADSTS[0-9]{4,9}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntraNumber();
}
