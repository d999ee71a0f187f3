using System.Text.Json;
using System.Text.Json.Serialization;
using BotResponder.Teams.Cards;

namespace BotResponder.Teams.Connector;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OutgoingActivity))]
[JsonSerializable(typeof(OutgoingConversation))]
[JsonSerializable(typeof(CreatedReply))]
[JsonSerializable(typeof(TeamMember))]
[JsonSerializable(typeof(MembersReply))]
[JsonSerializable(typeof(TeamDetails))]
[JsonSerializable(typeof(ErrorReply))]
internal sealed partial class ConnectorJson : JsonSerializerContext
{
    /// <summary>For bodies that are sent; see <see cref="CardJson.Encoder"/>.</summary>
    public static ConnectorJson Wire => WireForm.Context;

    private static class WireForm
    {
        public static readonly ConnectorJson Context = new(new JsonSerializerOptions(Default.Options) { Encoder = CardJson.Encoder });
    }
}
