using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Api;

/// <summary>The one place that turns what went wrong on the wire into a problem: whether it may be tried again depends on it.</summary>
internal static partial class ApiProblems
{
    /// <summary>Microsoft's free text is never longer than this in a sentence, in UTF-16 units.</summary>
    private const int QuoteLength = 200;

    /// <summary>How long to wait when Microsoft asks to but does not say how long.</summary>
    public static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(60);

    /// <param name="isWrite">A write that failed on Microsoft's side may have been carried out; a read changes nothing.</param>
    public static Problem From(ApiFailure failure, bool isWrite) => failure.Status switch
    {
        HttpStatusCode.TooManyRequests => Throttled(failure.Service, failure.RetryAfter ?? DefaultWait),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => NotPermitted(failure),
        HttpStatusCode.NotFound => new Problem.NotFound($"{failure.Service} does not know it in this tenant. Check the name or the id."),
        HttpStatusCode.BadRequest => new Problem.Refused(BadRequest(failure)),
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError or < HttpStatusCode.BadRequest => Unanswered(failure.Service, isWrite),
        _ => new Problem.Refused($"{failure.Service} said no ({(int)failure.Status}{Quote(failure)}). Trying again changes nothing."),
    };

    /// <summary>For a call that threw: no connection, a cut connection, no answer in time.</summary>
    public static Problem From(Exception exception, string service, bool isWrite) => NeverConnected(exception)
        ? new Problem.Unavailable($"{service} could not be reached. Nothing was done; try again in a minute.")
        : Unanswered(service, isWrite);

    /// <summary>A success that does not say what a success must say.</summary>
    public static Problem Unreadable(string service, bool isWrite) => isWrite
        ? new Problem.Uncertain($"{service} answered with something the bot does not understand. It may have been carried out: the bot looks it up.")
        : new Problem.Unavailable($"{service} answered with something the bot does not understand. Look in the Defender portal, or try again.");

    /// <summary>True when the request cannot have left: it is safe to send it again.</summary>
    public static bool NeverConnected(Exception? exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
    };

    private static Problem.Throttled Throttled(string service, TimeSpan wait) => new(
        string.Create(CultureInfo.InvariantCulture, $"{service} asks the bot to slow down. Nothing was done; it may be tried again in {Math.Ceiling(wait.TotalSeconds)} s."),
        wait);

    private static Problem Unanswered(string service, bool isWrite) => isWrite
        ? new Problem.Uncertain($"{service} failed or did not answer in time. It may have been carried out: the bot looks it up before anything is sent again.")
        : new Problem.Unavailable($"{service} failed or did not answer in time. Nothing was done; try again in a minute.");

    private static Problem.Refused NotPermitted(ApiFailure failure) => new((failure.Code, Permissions(failure.Message)) switch
    {
        ("DisabledFeature", _) => $"This feature of {failure.Service} is switched off in this tenant. Ask its administrator, or act in the Defender portal.",
        ("Authorization_RequestDenied", "") => $"{failure.Service} refuses. A permission lacks an administrator's consent, or the account is an administrator: "
            + "for that the bot's app also needs a directory role in the tenant (Privileged Authentication Administrator covers all).",
        (_, { Length: > 0 } missing) => $"The bot lacks a permission in this tenant: {missing}. An administrator of the tenant must consent to it.",
        _ => $"{failure.Service} does not let the bot do this in this tenant. An administrator of the tenant must consent to the bot's permissions.",
    });

    private static string BadRequest(ApiFailure failure) => failure.Code switch
    {
        "OsPlatformNotSupported" => "Defender cannot do this on the device's operating system. Act on the device or on the network instead.",
        "ClientVersionNotSupported" => "The Defender client on the device is too old for this. Update it, or act on the network instead.",
        _ when failure.IsAlreadyActive => "Defender is already running such an action on this device. Wait for it.",
        _ => $"{failure.Service} did not accept the request{Quote(failure)}. Trying again changes nothing.",
    };

    private static string Quote(ApiFailure failure)
    {
        var words = PlainLine.Of(failure.Message.Length > 0 ? failure.Message : failure.Code, QuoteLength);
        return words.Length > 0 ? $": “{words.TrimEnd('.')}”" : "";
    }

    private static string Permissions(string message) =>
        string.Join(" or ", PermissionName().Matches(message).Select(match => match.Value).Distinct(StringComparer.Ordinal).Take(3));

    /// <summary>Names such as Machine.Isolate or ThreatHunting.Read.All.</summary>
    [GeneratedRegex(@"\b[A-Z][A-Za-z]{1,40}(\.[A-Z][A-Za-z]{1,40}){1,3}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PermissionName();
}
