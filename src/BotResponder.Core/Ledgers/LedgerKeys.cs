using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Ledgers;

/// <summary>One key for each purpose, derived from the configured one: a seal can never be mistaken for an id.</summary>
public sealed class LedgerKeys
{
    public LedgerKeys(IOptions<LedgerOptions> options)
    {
        var master = Convert.FromBase64String(options.Value.Key);
        Audit = Derive(master, "audit"u8);
        Ids = Derive(master, "ids"u8);
    }

    internal byte[] Audit { get; }

    internal byte[] Ids { get; }

    private static byte[] Derive(byte[] master, ReadOnlySpan<byte> purpose)
    {
        var key = new byte[32];
        HKDF.Expand(HashAlgorithmName.SHA256, HMACSHA256.HashData("BotResponder ledger"u8, master), key, purpose);
        return key;
    }
}
