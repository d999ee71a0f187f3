using System.Net;
using BotResponder.Teams.Activities;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotResponder.Teams.Authentication;

/// <summary>Who may hand an activity to the bot. Asked twice: before the body is read (is the caller the Connector?) and after
/// (does the token speak for this very activity?).</summary>
internal sealed class InboundGate(IOptions<TeamsOptions> options, ServiceUrls serviceUrls)
{
    private readonly bool _onlyLoopback = options.Value.DangerouslyAllowUnauthenticatedLoopback;

    public async Task<Caller> IdentifyAsync(HttpContext context)
    {
        if (_onlyLoopback)
        {
            return IsFromThisMachine(context)
                ? new Caller.Loopback()
                : new Caller.Refused(StatusCodes.Status401Unauthorized, "Only callers on this machine are served without a token.");
        }

        var result = await context.AuthenticateAsync(ConnectorTokens.Scheme);
        if (result.Succeeded)
        {
            return new Caller.Connector(
                result.Principal.FindFirst(ConnectorTokens.ServiceUrlClaim)?.Value, ConnectorTokens.EndorsementsOf(result));
        }

        // The exception's type names the fault; its message may quote the token.
        return new Caller.Refused(StatusCodes.Status401Unauthorized, result.Failure?.GetType().Name ?? "No bearer token.");
    }

    /// <returns>Null when the caller may hand on this activity.</returns>
    public Caller.Refused? Check(Caller caller, Activity activity)
    {
        if (activity.ChannelId != ChannelIds.Teams)
        {
            return new Caller.Refused(StatusCodes.Status403Forbidden, "Only the Teams channel is served.");
        }

        if (caller is Caller.Connector connector)
        {
            if (!connector.Endorsements.Contains(activity.ChannelId, StringComparer.Ordinal))
            {
                return new Caller.Refused(StatusCodes.Status403Forbidden, "The token's key is not endorsed for the channel.");
            }

            if (!ServiceUrls.AreEqual(connector.ServiceUrl, activity.ServiceUrl))
            {
                return new Caller.Refused(StatusCodes.Status401Unauthorized, "The token was not issued for the activity's service URL.");
            }
        }

        return serviceUrls.IsAllowed(activity.ServiceUrl)
            ? null
            : new Caller.Refused(StatusCodes.Status403Forbidden, "The service URL is not one that this bot talks to.");
    }

    // A tunnel or a proxy connects from loopback on somebody else's behalf, and a browser may be talked into it by a foreign page:
    // forwarding headers and foreign host names give them away.
    private static bool IsFromThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !context.Request.Headers.ContainsKey("Forwarded")
        && !context.Request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase))
        && LoopbackAddresses.IsLoopbackHost(context.Request.Host.Host);
}

/// <summary>Who called.</summary>
internal abstract record Caller
{
    public sealed record Connector(string? ServiceUrl, IReadOnlyList<string> Endorsements) : Caller;

    public sealed record Loopback : Caller;

    /// <param name="Reason">For the log; never holds the token.</param>
    public sealed record Refused(int Status, string Reason) : Caller;
}
