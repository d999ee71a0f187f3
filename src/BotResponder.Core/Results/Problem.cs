namespace BotResponder.Core.Results;

/// <summary>Why something was not done: what a person, a policy or Microsoft said no to. A bug throws instead.</summary>
/// <param name="Code">Stable and lower case; written into audit entries and logs.</param>
/// <param name="Sentence">For chat: what was wrong and what to do next. No secret, no other customer's name, no stack trace.</param>
public abstract record Problem(string Code, string Sentence)
{
    /// <summary>The words could not be understood: unknown verb, missing or over-long argument.</summary>
    public sealed record Malformed(string Sentence) : Problem("malformed", Sentence);

    /// <summary>Not there, or not theirs: the two give the same answer on purpose.</summary>
    public sealed record NotFound(string Sentence) : Problem("not-found", Sentence);

    /// <summary>Several targets answer to the name. Nothing is guessed: the person chooses.</summary>
    public sealed record Ambiguous(string Sentence, IReadOnlyList<Candidate> Candidates) : Problem("ambiguous", Sentence)
    {
        /// <summary>The argument that the choice is put into; null for the target.</summary>
        public string? Argument { get; init; }
    }

    /// <summary>This person may not do this, here, for this customer.</summary>
    public sealed record NotAllowed(string Sentence) : Problem("not-allowed", Sentence);

    /// <summary>The request has moved on, or somebody was faster.</summary>
    public sealed record Conflict(string Sentence) : Problem("conflict", Sentence);

    /// <summary>Microsoft refused for good: trying again changes nothing.</summary>
    public sealed record Refused(string Sentence) : Problem("refused", Sentence);

    /// <summary>Microsoft asks to wait. Nothing was done; trying again after <paramref name="RetryAfter"/> is safe.</summary>
    public sealed record Throttled(string Sentence, TimeSpan RetryAfter) : Problem("throttled", Sentence);

    /// <summary>Microsoft could not be reached, or failed before doing anything: nothing was done, trying again is safe.</summary>
    public sealed record Unavailable(string Sentence) : Problem("unavailable", Sentence);

    /// <summary>The call left and its answer cannot be known. It may have been carried out: read back before any second call.</summary>
    public sealed record Uncertain(string Sentence) : Problem("uncertain", Sentence);
}

/// <summary>One of several targets that answer to the same words.</summary>
/// <param name="Id">What is put in place of the ambiguous word when the person chooses this one.</param>
/// <param name="Title">Its name, as Microsoft stores it. Other people's text.</param>
/// <param name="Detail">What tells it apart: last seen, owner, operating system. Other people's text.</param>
public sealed record Candidate(string Id, string Title, string Detail);
