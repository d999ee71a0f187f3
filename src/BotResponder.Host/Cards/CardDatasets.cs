namespace BotResponder.Host.Cards;

/// <summary>What a choice set can look for while somebody types.</summary>
internal static class CardDatasets
{
    public const string Devices = "devices";
    public const string Accounts = "accounts";

    /// <returns>Null for an argument that there is nothing to look for.</returns>
    public static string? Of(string argument) => argument switch
    {
        "device" => Devices,
        "account" => Accounts,
        _ => null,
    };
}
