using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace BotResponder.Teams.Cards;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AdaptiveCard))]
[JsonSerializable(typeof(Choice))]
internal sealed partial class CardJson : JsonSerializerContext
{
    /// <summary>The context to use for whatever goes to Teams.</summary>
    public static CardJson Wire => WireForm.Context;

    /// <summary>Letters of all scripts are written as they are: an escaped one would take six characters of Teams' limit. Markup stays escaped.</summary>
    internal static JavaScriptEncoder Encoder => WireForm.Encoder;

    // A class of its own, because the order of static initialisers between this file and the generated ones is nobody's promise.
    private static class WireForm
    {
        public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        public static readonly CardJson Context = new(new JsonSerializerOptions(Default.Options) { Encoder = Encoder });
    }
}
