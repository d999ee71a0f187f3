using System.Collections.Concurrent;
using BotResponder.Teams.Activities;

namespace BotResponder.Teams.Connector;

/// <summary>Updates that wait for their turn, one for each message: who comes meanwhile replaces what it will say and shares its answer, so that only the newest is sent.</summary>
internal sealed class NewestUpdates
{
    private readonly ConcurrentDictionary<(string Service, string Conversation, string Message), Waiting> _waiting = new();

    /// <param name="newest">Asked once, when the turn has come; the last one given wins.</param>
    /// <param name="send">Called by the first who comes, with what to ask when the turn has come.</param>
    public Task<ConnectorAnswer<string>> RunAsync(
        ConversationReference place, string activityId, Func<CancellationToken, Task<OutgoingMessage>> newest,
        Func<Func<CancellationToken, Task<OutgoingMessage>>, Task<ConnectorAnswer<string>>> send)
    {
        var key = (place.ServiceUrl, place.ConversationId, activityId);
        while (true)
        {
            if (_waiting.TryGetValue(key, out var before))
            {
                if (before.TryReplace(newest))
                {
                    return before.Answer;
                }

                // Its turn has come: this one stands behind it.
                _waiting.TryRemove(new(key, before));
                continue;
            }

            var mine = new Waiting(newest);
            if (_waiting.TryAdd(key, mine))
            {
                return LeadAsync(key, mine, send);
            }
        }
    }

    private async Task<ConnectorAnswer<string>> LeadAsync(
        (string Service, string Conversation, string Message) key, Waiting mine, Func<Func<CancellationToken, Task<OutgoingMessage>>, Task<ConnectorAnswer<string>>> send)
    {
        try
        {
            return await mine.FinishAsync(send(token => mine.Close()(token)));
        }
        finally
        {
            _waiting.TryRemove(new(key, mine));
        }
    }

    private sealed class Waiting(Func<CancellationToken, Task<OutgoingMessage>> newest)
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource<ConnectorAnswer<string>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Func<CancellationToken, Task<OutgoingMessage>> _newest = newest;
        private bool _isClosed;

        public Task<ConnectorAnswer<string>> Answer => _answer.Task;

        /// <returns>False when the turn has come already.</returns>
        public bool TryReplace(Func<CancellationToken, Task<OutgoingMessage>> newer)
        {
            lock (_lock)
            {
                _newest = _isClosed ? _newest : newer;
                return !_isClosed;
            }
        }

        public Func<CancellationToken, Task<OutgoingMessage>> Close()
        {
            lock (_lock)
            {
                _isClosed = true;
                return _newest;
            }
        }

        public async Task<ConnectorAnswer<string>> FinishAsync(Task<ConnectorAnswer<string>> sending)
        {
            try
            {
                var answer = await sending;
                Close();
                _answer.SetResult(answer);
                return answer;
            }
            catch (Exception)
            {
                // Its own caller learns what went wrong; those who share the answer may try again.
                Close();
                _answer.SetResult(new ConnectorAnswer<string>.Failed(ConnectorCodes.GivenUp, "The update was given up before it was answered.", Transient: true));
                throw;
            }
        }
    }
}
