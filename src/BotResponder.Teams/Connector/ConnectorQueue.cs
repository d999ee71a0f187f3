using System.Text.Json.Serialization.Metadata;

namespace BotResponder.Teams.Connector;

/// <summary>What stands between the client and the wire: nothing is written where the bot was put out, and everything waits for its turn.</summary>
internal sealed class ConnectorQueue(ConnectorCalls calls, ConnectorLines lines, IMutedConversations muted)
{
    public Task<ConnectorAnswer<T?>> SendAsync<T>(ConnectorCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => SendAsync(call.Place, _ => Task.FromResult<ConnectorCall?>(call), type, cancellationToken);

    /// <param name="make">Asked when the call's turn has come; null when what it would say is larger than Teams takes.</param>
    public async Task<ConnectorAnswer<T?>> SendAsync<T>(
        CallPlace place, Func<CancellationToken, Task<ConnectorCall?>> make, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (place.IsWrite && await muted.FindAsync(place.Conversation, cancellationToken) is { } code)
        {
            return new ConnectorAnswer<T?>.Blocked(code);
        }

        var answer = await lines.InTurnAsync<T?>(
            place,
            async token => await make(token) is { } call ? await calls.SendAsync(call, type, token) : new ConnectorAnswer<T?>.TooLarge(),
            cancellationToken);
        if (place.IsWrite && answer is ConnectorAnswer<T?>.Blocked { Code: var refused } && ConnectorCodes.MeansPutOut(refused))
        {
            await muted.MuteAsync(place.Conversation, refused, cancellationToken);
        }

        return answer;
    }
}
