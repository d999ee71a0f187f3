using System.Globalization;
using BotResponder.Defender.Api;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Health;

/// <summary>Whether the bot can prove to Teams who it is, and whether its clock is right: tokens and deadlines go by it.</summary>
internal sealed class IdentityCheck(ConnectorIdentity identity, TenantPermissions permissions)
{
    /// <summary>Tokens are refused beyond this.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Good = TimeSpan.FromSeconds(30);

    public async Task<CheckLine> TokenAsync(CancellationToken cancellationToken) => await identity.TryAsync(cancellationToken) switch
    {
        { IsNeeded: false } => CheckLine.Warning("bot token", "Not used: Teams:DangerouslyAllowUnauthenticatedLoopback is set. Never set it where Teams is to reach the bot."),
        { Failure: { } failure } => CheckLine.Failed(
            "bot token", $"Entra gave the bot no token for Teams ({failure}). Check Teams:AppId, Teams:AppTenantId and the secret or certificate, and that login hosts can be reached."),
        _ => CheckLine.Ok("bot token", "Entra gave the bot a token for Teams."),
    };

    public async Task<CheckLine> ClockAsync(CancellationToken cancellationToken)
    {
        if (await permissions.ClockAheadAsync(cancellationToken) is not { } ahead)
        {
            return CheckLine.Warning("clock", "Defender did not say what time it is.");
        }

        var seconds = ahead.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return ahead.Duration() switch
        {
            var off when off >= Most => CheckLine.Failed("clock", $"{seconds} s ahead of Microsoft's: its tokens will be refused. Let the machine follow a time server."),
            var off when off >= Good => CheckLine.Warning("clock", $"{seconds} s ahead of Microsoft's. Let the machine follow a time server."),
            _ => CheckLine.Ok("clock", "Agrees with Microsoft's."),
        };
    }
}
