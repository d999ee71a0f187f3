namespace BotResponder.Teams.Connector;

/// <summary>What became of one call to Teams. Only the caller's own cancellation is an exception.</summary>
public abstract record ConnectorAnswer<T>
{
    private ConnectorAnswer()
    {
    }

    public sealed record Done(T Value) : ConnectorAnswer<T>;

    /// <summary>The message, member or conversation is not there: forget its id; a card is sent anew.</summary>
    public sealed record Gone : ConnectorAnswer<T>;

    /// <summary>Not allowed until something changes on Teams' side. Nothing was done.</summary>
    /// <param name="Code">Teams' own code, e.g. BotNotInConversationRoster (uninstalled: wait for installationUpdate add) or
    /// ConversationBlockedByUser; or <see cref="ConnectorCodes.ServiceUrlNotAllowed"/>, when the bot itself refused to call.</param>
    public sealed record Blocked(string Code) : ConnectorAnswer<T>;

    /// <summary>The message is above Teams' limit or above ours. Nothing was sent.</summary>
    public sealed record TooLarge : ConnectorAnswer<T>;

    /// <summary>Nothing was done; again after <paramref name="RetryAfter"/>.</summary>
    public sealed record Throttled(TimeSpan RetryAfter) : ConnectorAnswer<T>;

    /// <param name="Code">Lower case, stable; one of <see cref="ConnectorCodes"/> or "http-{status}".</param>
    /// <param name="Sentence">Ours: holds nothing that Teams said.</param>
    /// <param name="Transient">Trying again later may help.</param>
    /// <param name="MayHaveHappened">The call left and its answer cannot be known: trying a send again can post twice.</param>
    public sealed record Failed(string Code, string Sentence, bool Transient, bool MayHaveHappened = false) : ConnectorAnswer<T>;

    /// <summary>The same answer for another kind of value; <paramref name="onDone"/> is used for <see cref="Done"/> only.</summary>
    internal ConnectorAnswer<TOther> Map<TOther>(Func<T, ConnectorAnswer<TOther>> onDone) => this switch
    {
        Done done => onDone(done.Value),
        Gone => new ConnectorAnswer<TOther>.Gone(),
        Blocked blocked => new ConnectorAnswer<TOther>.Blocked(blocked.Code),
        TooLarge => new ConnectorAnswer<TOther>.TooLarge(),
        Throttled throttled => new ConnectorAnswer<TOther>.Throttled(throttled.RetryAfter),
        Failed failed => new ConnectorAnswer<TOther>.Failed(failed.Code, failed.Sentence, failed.Transient, failed.MayHaveHappened),
        _ => throw new InvalidOperationException("Unknown answer."),
    };
}

public static class ConnectorCodes
{
    /// <summary>The reference's service URL is not on the host list; no connection was opened.</summary>
    public const string ServiceUrlNotAllowed = "service-url-not-allowed";

    /// <summary>An id is empty or a path segment with a meaning of its own.</summary>
    public const string BadId = "bad-id";
    public const string NoToken = "no-token";
    public const string Unreachable = "unreachable";
    public const string TimedOut = "timed-out";
    public const string Redirected = "redirected";
    public const string GivenUp = "given-up";
    public const string Unreadable = "unreadable-answer";

    /// <summary>True for what Teams says when the bot must stop writing until it is added, or spoken to, again.</summary>
    public static bool MeansPutOut(string code) => code is "BotNotInConversationRoster" or "BotDisabledByAdmin" or "ConversationBlockedByUser";
}
