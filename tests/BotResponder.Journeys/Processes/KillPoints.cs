using System.Collections.Immutable;
using System.Diagnostics;

namespace BotResponder.Journeys.Processes;

/// <summary>Names every moment right before and right after the bot writes something or calls somebody, and kills the process at one of them.</summary>
/// <remarks>A point is a name and a number, <c>before commit operation.dispatching #1</c>, so that points of different runs compare although work runs side by side.</remarks>
internal sealed class KillPoints
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _passed = [];
    private bool _isArmed;
    private string? _killAt;

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

    /// <summary>Begins to count from one.</summary>
    /// <param name="killAt">The point at which the process dies; null: it only counts.</param>
    public void Arm(string? killAt)
    {
        lock (_turn)
        {
            _counts.Clear();
            _passed.Clear();
            (_isArmed, _killAt) = (true, killAt);
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
            if (point == _killAt)
            {
                // SIGKILL to oneself: no handler, no finally and no flush runs, and no other thread passes a point meanwhile.
                using var self = Process.GetCurrentProcess();
                self.Kill();
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
}
