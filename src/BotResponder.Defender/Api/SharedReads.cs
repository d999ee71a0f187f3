using System.Collections.Immutable;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Api;

/// <summary>
/// Reads of single things that are asked for at the same time, made together: the first leaves alone and at once, and those that come while a call
/// is under way share the next one. So a lone caller waits for nobody, and hundreds cost a few calls.
/// </summary>
/// <param name="one">Reads one by its id. Its answer is the last word: only it says that something is not there.</param>
/// <param name="several">Reads a list; what it does not find is read one by one.</param>
/// <param name="most">How many fit into one <paramref name="several"/>.</param>
internal sealed class SharedReads<TKey, TValue>(
    Func<TKey, Task<Result<TValue>>> one, Func<ImmutableArray<TKey>, Task<Result<ImmutableDictionary<TKey, TValue>>>> several, int most)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private Dictionary<TKey, TaskCompletionSource<Result<TValue>>> _asked = [];
    private bool _isReading;

    /// <param name="cancellationToken">Ends the wait; the call itself goes on for whoever shares it.</param>
    public Task<Result<TValue>> ReadAsync(TKey key, CancellationToken cancellationToken)
    {
        TaskCompletionSource<Result<TValue>>? answer;
        var isFirst = false;
        lock (_lock)
        {
            if (!_asked.TryGetValue(key, out answer))
            {
                _asked[key] = answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
                (isFirst, _isReading) = (!_isReading, true);
            }
        }

        if (isFirst)
        {
            _ = ReadAllAsync();
        }

        return answer.Task.WaitAsync(cancellationToken);
    }

    private async Task ReadAllAsync()
    {
        while (Take() is { Count: > 0 } asked)
        {
            foreach (var part in asked.Chunk(most))
            {
                await AnswerAsync(part.ToDictionary());
            }
        }
    }

    private Dictionary<TKey, TaskCompletionSource<Result<TValue>>> Take()
    {
        lock (_lock)
        {
            var asked = _asked;
            _asked = [];
            _isReading = asked.Count > 0;
            return asked;
        }
    }

    private async Task AnswerAsync(Dictionary<TKey, TaskCompletionSource<Result<TValue>>> asked)
    {
        try
        {
            var found = asked.Count == 1 ? ImmutableDictionary<TKey, TValue>.Empty : await several([.. asked.Keys]);
            await Task.WhenAll(asked.Select(async each => each.Value.SetResult(
                found.Problem is Problem.Throttled or Problem.Unavailable ? found.Problem
                : found.Problem is null && found.Value.TryGetValue(each.Key, out var value) ? value
                : await one(each.Key))));
        }
#pragma warning disable CA1031 // A bug is the callers' to hear of, each of them: nobody else awaits this.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            foreach (var each in asked.Values)
            {
                each.TrySetException(bug);
            }
        }
    }
}
