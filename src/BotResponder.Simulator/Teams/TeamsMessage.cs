using System.Collections.Immutable;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>A message as Teams keeps it, with what single people see instead.</summary>
public sealed record TeamsMessage
{
    /// <summary>Epoch milliseconds, unique.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the message that began the thread (maybe this one). Null in chats.</summary>
    public string? ThreadId { get; init; }

    /// <summary>Null: the bot.</summary>
    public CastMember? Author { get; init; }

    /// <summary>The only one who sees it: a targeted message. Null: everybody here.</summary>
    public CastMember? Reader { get; init; }

    public string? Text { get; init; }

    /// <summary>The Adaptive Card as JSON.</summary>
    public string? Card { get; init; }

    /// <summary>The text of the toast.</summary>
    public string? Summary { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public bool Deleted { get; init; }

    /// <summary>Somebody typed it with the bot's mention in front.</summary>
    public bool MentionsBot { get; init; }

    /// <summary>By object id: what the answer to somebody's own tap has put in place of the card. The next edit clears it.</summary>
    public ImmutableDictionary<string, PersonalView> Views { get; init; } = ImmutableDictionary<string, PersonalView>.Empty;

    internal bool IsFor(CastMember person) => Reader is null || Reader == person;

    public ImmutableArray<Reaction> Reactions { get; init; } = [];

    /// <summary>The card that this person sees.</summary>
    public string? CardFor(CastMember person) => Views.TryGetValue(person.ObjectId, out var view) ? view.Card ?? Card : Card;
}

/// <param name="Card">Replaces the card for one person; null: the common one stays.</param>
/// <param name="Notice">Stands under the card for one person.</param>
public sealed record PersonalView(string? Card, string? Notice);

/// <param name="Type">like, heart, laugh, …</param>
/// <param name="By">Null: the bot.</param>
public sealed record Reaction(string Type, CastMember? By);

/// <summary>A message as one person sees it.</summary>
public sealed record MessageView(
    string Id, string? ThreadId, CastMember? Author, string? Text, string? Card, string? Notice, DateTimeOffset SentAt, DateTimeOffset? EditedAt);

/// <summary>What came of giving an activity to the bot.</summary>
/// <param name="Status">The bot's HTTP status. 0: no answer, or not given to the bot.</param>
/// <param name="Body">The answer's body; empty for none.</param>
/// <param name="Attempts">0: Teams does not give such a message to bots (a channel message without a mention).</param>
public sealed record BotAnswer(string ActivityId, int Status, string Body, int Attempts);
