using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BotResponder.Simulator.Tenants;

/// <summary>Chance that is the same at every start: everything is a hash of a name, so adding one device changes no other.</summary>
internal static class Seed
{
    public static int Pick(string key, int below) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(Hash(key)) % (uint)below);

    public static T Pick<T>(string key, ReadOnlySpan<T> choices) => choices[Pick(key, choices.Length)];

    /// <returns>Lower-case hex digits, at most 64.</returns>
    public static string Hex(string key, int digits) => Convert.ToHexStringLower(Hash(key))[..digits];

    public static string Id(string key) => new Guid(Hash(key).AsSpan(0, 16)).ToString();

    /// <returns>Characters that may stand in a Teams id, without the padding.</returns>
    public static string Token(string key) =>
        Convert.ToBase64String(Hash(key)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
