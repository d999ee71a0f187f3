using System.Collections.Concurrent;
using BotResponder.Core.Records;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Inbox;

/// <summary>Handles taken activities in the background: one person's in one conversation in order, different people's side by side.</summary>
internal sealed class TurnRunner(ActivityInbox inbox, IServiceProvider services, ILogger<TurnRunner> log) : IDisposable
{
    private const int MostAtOnce = 64;

    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly Dictionary<string, Task> _lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RecordKey, byte> _known = new();

    /// <summary>Does not wait. An activity that is being handled already is not handled twice.</summary>
    public void Start(RecordKey key, Activity activity)
    {
        if (!_known.TryAdd(key, 0))
        {
            return;
        }

        var line = $"{activity.Conversation?.Id}\n{activity.From?.AadObjectId ?? activity.From?.Id}";
        lock (_lines)
        {
            var before = _lines.GetValueOrDefault(line, Task.CompletedTask);
            var turn = Task.Run(() => RunAfterAsync(before, key, activity));
            _lines[line] = turn;
            _ = turn.ContinueWith(done => Leave(line, done), TaskScheduler.Default);
        }
    }

    public void Dispose() => _places.Dispose();

    private void Leave(string line, Task done)
    {
        lock (_lines)
        {
            if (_lines.TryGetValue(line, out var last) && last == done)
            {
                _lines.Remove(line);
            }
        }
    }

    private async Task RunAfterAsync(Task before, RecordKey key, Activity activity)
    {
        await before;
        await _places.WaitAsync();
        try
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Chat.ChatTurn>().RunAsync(activity, CancellationToken.None);
            await inbox.HandledAsync(key, CancellationToken.None);
        }
#pragma warning disable CA1031 // The one catch of a turn: it stays in the inbox unhandled, and the sweeper starts it again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.TurnFailed(exception, activity.Id ?? "-");
        }
        finally
        {
            _places.Release();
            _known.TryRemove(key, out _);
        }
    }
}
