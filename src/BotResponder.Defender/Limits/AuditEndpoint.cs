namespace BotResponder.Defender.Limits;

/// <summary>Microsoft Graph's searches of the audit log, beside <see cref="Endpoint"/>.</summary>
/// <remarks>No number of calls is documented: this is a ceiling of the bot's own; a 429 closes the endpoint as everywhere.</remarks>
internal static class AuditEndpoint
{
    public static Endpoint Search { get; } = new(Upstream.Graph, "to search the audit log", 60, null);
}
