using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What a choice set can look for while somebody types.</summary>
internal static class CardDatasets
{
    public const string Devices = "devices";
    public const string Accounts = "accounts";
    public const string Alerts = "alerts";

    /// <returns>Null for an argument that there is nothing to look for.</returns>
    public static string? Of(string argument) => argument switch
    {
        "device" => Devices,
        "account" => Accounts,
        "alert" => Alerts,
        _ => null,
    };

    /// <summary>Devices and accounts are found by the beginning of their names only.</summary>
    public static CardText WhatToType(string dataset) =>
        dataset == Alerts ? CardText.Ours("Type a word of the title, or the device") : CardText.Ours("Type the beginning of the name");
}
