using System.Security.Cryptography;
using System.Text.Json;
using BotResponder.Core.Ledgers;

namespace BotResponder.Core.Audit;

/// <summary>Seals entries: each carries the hash of the one before, under a key that does not stand in the store.</summary>
/// <remarks>Who can write the table but does not hold the key can neither change, insert, remove nor reorder a line unnoticed.</remarks>
public sealed class AuditChain(LedgerKeys keys)
{
    public SealedEntry Seal(ChainHead head, AuditFact fact, DateTimeOffset at)
    {
        var entry = new AuditEntry(head.Sequence + 1, at, fact, head.Hash);
        return new(entry, Hash(entry));
    }

    public string Hash(AuditEntry entry) => Keyed(JsonSerializer.SerializeToUtf8Bytes(entry, AuditJson.Default.AuditEntry));

    internal SealedHead SealHead(ChainHead head) => new(head, Keyed(JsonSerializer.SerializeToUtf8Bytes(head, AuditJson.Default.ChainHead)));

    internal bool IsSealed(SealedHead stored) => IsSame(SealHead(stored.Head).Seal, stored.Seal);

    /// <summary>What is wrong with a line that should follow <paramref name="head"/>; null when nothing is.</summary>
    public string? Check(ChainHead head, SealedEntry stored)
    {
        if (stored.Entry.Sequence != head.Sequence + 1)
        {
            return $"line {head.Sequence + 1} is missing";
        }

        if (stored.Entry.Previous != head.Hash)
        {
            return "it does not follow the line before";
        }

        return IsSame(Hash(stored.Entry), stored.Hash) ? null : "its content was changed";
    }

    private string Keyed(byte[] json) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.Audit, json));

    private static bool IsSame(string ours, string stored) => CryptographicOperations.FixedTimeEquals(SafeHex(ours), SafeHex(stored));

    private static byte[] SafeHex(string hash)
    {
        try
        {
            return Convert.FromHexString(hash);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
