using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace BotResponder.Journeys.Processes;

/// <summary>Names every moment right before and right after a bot writes something or calls somebody, and lets it die at one of them.</summary>
/// <remarks>A point is a name and a number, <c>before commit operation.dispatching #1</c>, so that points of different runs compare although work runs side by side.</remarks>
/// <param name="end">Whom the bot dies with.</param>
internal sealed class KillPoints(CommonEnd end)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _passed = [];
    private bool _isArmed;
    private string? _killAt;
    private Ending _ending;

    /// <summary>The points since <see cref="Arm"/>, in order.</summary>
    public ImmutableArray<string> Passed
    {
        get
        {
            lock (_turn)
            {
                return [.. _passed];
            }
        }
    }

    /// <summary>True when it stands at its point, and only dies any more.</summary>
    /// <remarks>Answers while somebody stands at a point, unlike everything else here.</remarks>
    public bool IsStanding => Interlocked.CompareExchange(ref _ending, Ending.None, Ending.None) == Ending.Stands;

    /// <summary>Begins to count from one.</summary>
    /// <param name="killAt">The point at which the bot dies; null: it only counts.</param>
    public void Arm(string? killAt)
    {
        lock (_turn)
        {
            _counts.Clear();
            _passed.Clear();
            (_isArmed, _killAt) = (true, killAt);
        }
    }

    /// <summary>Middleware: who stands at its point answers nobody any more.</summary>
    /// <remarks>Otherwise a bot that only waits for its death would still say that it is working on a tap, which then nobody repeats.</remarks>
    public Task SilenceAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(ChildBot.ProofPath, StringComparison.Ordinal))
        {
            context.Response.OnStarting(() => IsStanding ? new TaskCompletionSource().Task : Task.CompletedTask);
        }

        return next(context);
    }

    /// <summary>It has nothing left to die for: the others need not wait for it. Changes nothing for one that stands already.</summary>
    public void Over()
    {
        if (Interlocked.CompareExchange(ref _ending, Ending.Over, Ending.None) == Ending.None)
        {
            end.Arrive();
        }
    }

    /// <summary>Does not return when this is the point.</summary>
    public void Pass(string name)
    {
        lock (_turn)
        {
            if (!_isArmed)
            {
                return;
            }

            var count = _counts[name] = _counts.GetValueOrDefault(name) + 1;
            var point = $"{name} #{count}";
            _passed.Add(point);
            if (point == _killAt && Interlocked.CompareExchange(ref _ending, Ending.Stands, Ending.None) == Ending.None)
            {
                // With the lock in hand, for ever: no thread of this bot passes a point any more, so it neither writes nor calls. It may take work from its queue, no more.
                end.Arrive();
                Thread.CurrentThread.Join();
            }
        }
    }

    public async Task<T> AroundAsync<T>(string name, Func<Task<T>> work)
    {
        Pass($"before {name}");
        var result = await work();
        Pass($"after {name}");
        return result;
    }

    public async Task AroundAsync(string name, Func<Task> work)
    {
        Pass($"before {name}");
        await work();
        Pass($"after {name}");
    }

    private enum Ending
    {
        None,
        Stands,
        Over,
    }
}
