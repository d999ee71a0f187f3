using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace BotResponder.Journeys.Kill;

/// <summary>Every point so many times: all of them once before any of them again, in a new order each time.</summary>
/// <remarks>In any order, because a run that its time cuts short shall have seen other points than the last one.</remarks>
internal sealed class PointQueue(IReadOnlyList<string> points, int rounds)
{
    /// <summary>How often a point may be given back, for each time that it is to be taken.</summary>
    private const int MostReturns = 4;

    private readonly Lock _turn = new();
    private readonly Queue<string> _round = [];
    private readonly Dictionary<string, int> _returns = new(StringComparer.Ordinal);
    private int _begun;

    public bool IsEmpty
    {
        get
        {
            lock (_turn)
            {
                return _round.Count == 0 && _begun == rounds;
            }
        }
    }

    public bool TryTake([NotNullWhen(true)] out string? point)
    {
        lock (_turn)
        {
            if (_round.Count == 0 && _begun < rounds)
            {
                _begun++;
                var shuffled = points.ToArray();
                RandomNumberGenerator.Shuffle<string>(shuffled);
                Array.ForEach(shuffled, _round.Enqueue);
            }

            return _round.TryDequeue(out point);
        }
    }

    /// <summary>Somebody else shall take it.</summary>
    /// <returns>False: enough have tried.</returns>
    public bool TryReturn(string point)
    {
        lock (_turn)
        {
            var returns = _returns[point] = _returns.GetValueOrDefault(point) + 1;
            if (returns > MostReturns * _begun)
            {
                return false;
            }

            _round.Enqueue(point);
            return true;
        }
    }
}
