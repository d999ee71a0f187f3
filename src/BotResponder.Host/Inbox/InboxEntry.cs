using System.Text.Json.Serialization;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Inbox;

/// <summary>An activity that Teams delivered and the bot took over: stored before Teams is told so, removed when it was handled.</summary>
internal sealed record InboxEntry(DateTimeOffset ReceivedAt, Activity Activity);

/// <summary>What is kept of an activity for a while after it was handled: that it came, so that it is known when it comes again.</summary>
internal sealed record InboxMark(DateTimeOffset ReceivedAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InboxEntry))]
[JsonSerializable(typeof(InboxMark))]
internal sealed partial class InboxJson : JsonSerializerContext;
