using System.Text.Json.Serialization;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Inbox;

/// <summary>An activity that Teams delivered and the bot took over: stored before Teams is told so.</summary>
/// <param name="Activity">Null once it was handled: then only the fact that it came is kept, to know it again.</param>
internal sealed record InboxEntry(DateTimeOffset ReceivedAt, Activity? Activity)
{
    public bool IsHandled => Activity is null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InboxEntry))]
internal sealed partial class InboxJson : JsonSerializerContext;
