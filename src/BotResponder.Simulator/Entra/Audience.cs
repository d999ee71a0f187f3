using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Entra;

/// <summary>Resources that tokens are for. A token is good for exactly one.</summary>
internal static class Audience
{
    public const string Defender = "https://api.securitycenter.microsoft.com";
    public const string Graph = "https://graph.microsoft.com";
    public const string BotFramework = "https://api.botframework.com";

    public static IEnumerable<string> RolesFor(string audience, ConsentedApp app) => audience switch
    {
        Defender => app.Roles.Where(IsDefenders),
        Graph => app.Roles.Where(role => !IsDefenders(role)),
        _ => [],
    };

    private static bool IsDefenders(string role) => role.StartsWith("Machine.", StringComparison.Ordinal) || role.StartsWith("Ti.", StringComparison.Ordinal);
}
