using System.Text.Json.Serialization;
using BotResponder.Core.Records;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Inbox;

/// <summary>An activity that Teams delivered and the bot took over: stored before Teams is told so, removed when it was handled.</summary>
/// <param name="Runs">How often its turn was begun, this time included. Counted before it begins, so that a turn that ends the process is counted too.</param>
/// <param name="Until">Until when it is left to whoever is at it; null for the first run.</param>
internal sealed record InboxEntry(DateTimeOffset ReceivedAt, Activity Activity, int Runs = 1, DateTimeOffset? Until = null);

/// <param name="Key">Its row.</param>
internal sealed record InboxItem(RecordKey Key, InboxEntry Entry);

/// <summary>What is kept of an activity for a while after it was handled: that it came, so that it is known when it comes again.</summary>
internal sealed record InboxMark(DateTimeOffset ReceivedAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InboxEntry))]
[JsonSerializable(typeof(InboxMark))]
internal sealed partial class InboxJson : JsonSerializerContext;
