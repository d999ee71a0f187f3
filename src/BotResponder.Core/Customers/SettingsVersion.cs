using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotResponder.Core.Customers;

/// <summary>Names an edition of a customer's settings by what stands in it.</summary>
internal static class SettingsVersion
{
    /// <summary>Whatever of the settings decides for this customer counts; the order of what is written does too.</summary>
    public static string Of(CustomerEntry entry, CustomerOptions options)
    {
        string[] text =
        [
            JsonSerializer.Serialize(entry, SettingsJson.Default.CustomerEntry),
            string.Join('\n', options.LinkedAccounts), string.Join('\n', options.EmergencyAccounts), $"{options.LeastGlobalAdministrators}",
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', text))))[..12];
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(CustomerEntry))]
internal sealed partial class SettingsJson : JsonSerializerContext;
