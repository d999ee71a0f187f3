using BotResponder.Core.Actions;
using BotResponder.Core.People;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Audit;

/// <summary>What is to be written down, before it has a place in the chain.</summary>
/// <param name="Kind">Stable words, for example <c>request.reviewed</c>.</param>
/// <param name="Sentence">What happened, in one sentence. May hold other people's text: it is escaped wherever it is shown.</param>
public sealed record AuditFact(string Kind, Person Actor, string Sentence)
{
    public RequestId? Request { get; init; }

    public ShortCode? Code { get; init; }

    public ActionId? Action { get; init; }

    public ActionTarget? Target { get; init; }

    /// <summary>Why it was refused; null for what was done.</summary>
    public string? Problem { get; init; }

    /// <summary>The Teams activity that caused it; null for what a timer did.</summary>
    public string? Activity { get; init; }

    /// <summary>The change of the request that was committed with this entry.</summary>
    public RequestEvent? Change { get; init; }
}

/// <summary>One line of the audit trail. Its hash covers all of it, the hash of the line before included.</summary>
/// <param name="Sequence">1 for the first line of a customer, without gaps.</param>
/// <param name="Previous">The hash of the line before; empty for the first.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset At, AuditFact Fact, string Previous);

/// <summary>An entry as it is stored.</summary>
/// <param name="Hash">Keyed: lower-case hexadecimal HMAC-SHA-256 over the entry's canonical JSON.</param>
public sealed record SealedEntry(AuditEntry Entry, string Hash);

/// <summary>The end of a customer's chain. Its row's tag is what every commit of the customer is conditional on.</summary>
public sealed record ChainHead(long Sequence, string Hash)
{
    public static ChainHead Empty { get; } = new(0, "");
}

/// <summary>The head as it is stored.</summary>
/// <param name="Seal">Keyed like a line's hash: who does not hold the key cannot cut lines off the end and move the head back. Empty for good once a head without a seal was found.</param>
internal sealed record SealedHead(ChainHead Head, string Seal);
