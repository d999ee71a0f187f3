using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Ledgers;

/// <summary>What the ledger is sealed with.</summary>
public sealed class LedgerOptions
{
    public const string Section = "Ledger";

    /// <summary>The secret that audit entries are sealed with and request ids are made from: base 64 of at least 32 random bytes. No default. Keep it in a vault, never in the store; changing it starts a chain that the old key no longer verifies.</summary>
    [Required]
    public string Key { get; init; } = "";
}

/// <summary>Refuses a key that is not base 64 or is shorter than 32 bytes.</summary>
public sealed class LedgerOptionsValidator : IValidateOptions<LedgerOptions>
{
    public ValidateOptionsResult Validate(string? name, LedgerOptions options)
    {
        var bytes = new byte[options.Key.Length];
        return Convert.TryFromBase64String(options.Key, bytes, out var length) && length >= 32
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Ledger:Key must be base 64 of at least 32 random bytes, for example from: openssl rand -base64 32");
    }
}
