using System.Globalization;
using System.Text.Json;

namespace BotResponder.Teams.Connector;

/// <summary>What an unsuccessful status means.</summary>
/// <remarks>Source: Teams bot "status codes from bot conversational APIs".</remarks>
internal static class ConnectorRefusal
{
    private static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static ConnectorAnswer<T> ToAnswer<T>(int status, string? code, TimeSpan? retryAfter, bool isPost) => (status, code) switch
    {
        (413, _) or (_, "MessageSizeTooBig") => new ConnectorAnswer<T>.TooLarge(),
        (404, _) or (_, "ActivityNotFoundInConversation" or "ConversationNotFound") => new ConnectorAnswer<T>.Gone(),
        (403, _) => new ConnectorAnswer<T>.Blocked(code ?? "Forbidden"),
        (429, _) => new ConnectorAnswer<T>.Throttled(retryAfter ?? UnknownWait),
        ( >= 300 and < 400, _) => new ConnectorAnswer<T>.Failed(
            ConnectorCodes.Redirected, "Teams pointed elsewhere; the bot does not follow.", Transient: false),
        (412, _) => Failed<T>(status, "The conversation is busy.", transient: true),
        (401, _) => Failed<T>(status, "Teams did not accept the bot's token.", transient: false),
        ( >= 500, _) => Failed<T>(status, "Teams had a fault of its own.", transient: true, isPost),
        _ => Failed<T>(status, "Teams did not accept the call.", transient: false),
    };

    /// <summary>Teams' own error code, when there is one and it is a plain word.</summary>
    public static async Task<string?> CodeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var reply = body.Length == 0 ? null : JsonSerializer.Deserialize(body, ConnectorJson.Default.ErrorReply);
            return Safe(reply?.Error?.Code);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Only short plain words reach logs and callers.</summary>
    public static string? Safe(string? word) =>
        word is { Length: > 0 and <= 64 } && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '+' or '/')
            ? word
            : null;

    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, 0, LongestWait.Ticks));
    }

    private static ConnectorAnswer<T>.Failed Failed<T>(int status, string sentence, bool transient, bool mayHaveHappened = false) =>
        new(string.Create(CultureInfo.InvariantCulture, $"http-{status}"), sentence, transient, mayHaveHappened);
}
