using System.Security.Cryptography;
using System.Text;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;

namespace BotResponder.Core.Requests;

/// <summary>Makes request ids: a keyed hash of where the wish came from. A re-sent activity gives the same id; nobody without the key can guess one.</summary>
public sealed class RequestIds(LedgerKeys keys)
{
    // Crockford's base 32: no I, L, O, U, so that nobody misreads a code aloud.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>The id of what an activity asks for.</summary>
    public RequestId Make(CustomerId customer, string tenant, ConversationKey conversation, string activityId)
    {
        var hash = HMACSHA256.HashData(keys.Ids, Encoding.UTF8.GetBytes($"{tenant}\n{conversation.Value}\n{activityId}\n{customer.Tenant}"));
        return new($"{Mark(customer)}.{Base32(hash.AsSpan(0, 16))}");
    }

    /// <summary>The first part of a request id: says in whose partition it stands, and nothing else.</summary>
    public string Mark(CustomerId customer) => Base32(HMACSHA256.HashData(keys.Ids, Encoding.UTF8.GetBytes($"mark\n{customer.Tenant}")).AsSpan(0, 5));

    /// <summary>False for text that no id of ours can be. Ids come back on cards, so anything may stand there; what passes is safe in a key.</summary>
    internal static bool IsPossible(RequestId id) => id.Value is { Length: <= 64 } text && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '.');

    /// <summary>Codes for a request, best first: the first that is free in the conversation is taken.</summary>
    public static IEnumerable<ShortCode> Codes(RequestId id)
    {
        var letters = id.Value[(id.Value.IndexOf('.', StringComparison.Ordinal) + 1)..].ToUpperInvariant();
        return Enumerable.Range(0, letters.Length - 4).Select(start => new ShortCode($"R-{letters.Substring(start, 5)}"));
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 + 4) / 5);
        var (buffer, bits) = (0, 0);
        foreach (var octet in bytes)
        {
            (buffer, bits) = ((buffer << 8) | octet, bits + 8);
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(Alphabet[(buffer >> bits) & 31]);
            }
        }

        return bits == 0 ? text.ToString() : text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString();
    }
}
