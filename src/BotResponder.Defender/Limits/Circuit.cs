using System.Globalization;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using Microsoft.Extensions.Logging;

namespace BotResponder.Defender.Limits;

/// <summary>
/// Spares one tenant's callers a service that is down: after some failures in a row every call fails at once, until one that is let through succeeds.
/// </summary>
/// <remarks>
/// Polly's breaker knows only shares of failures, and cannot be asked before a call stands in line for its permit; an open circuit must not spend any.
/// </remarks>
internal sealed class Circuit(string service, CustomerId customer, DefenderOptions options, TimeProvider time, ILogger log)
{
    /// <summary>Failures further apart than this say nothing together.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Queue<TimeSpan> _failures = new();
    private TimeSpan? _openUntil;

    private TimeSpan Now => time.GetElapsedTime(_start);

    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _openUntil is not null;
            }
        }
    }

    /// <returns>Null when a call would be let through now; else why none is.</returns>
    public Problem? Check()
    {
        lock (_lock)
        {
            return _openUntil - Now is { } left && left > TimeSpan.Zero ? Down(left) : null;
        }
    }

    /// <summary>As <see cref="Check"/>, and takes the one trial of an open circuit: the next is a rest later, even if this one is never heard of again.</summary>
    public Problem? Enter()
    {
        lock (_lock)
        {
            if (Check() is { } down)
            {
                return down;
            }

            _openUntil = _openUntil is null ? null : Now + options.CircuitRest;
            return null;
        }
    }

    /// <summary>Microsoft answered, if only with a refusal.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            if (_openUntil is not null)
            {
                log.CircuitClosed(service, customer);
            }

            _openUntil = null;
            _failures.Clear();
        }
    }

    /// <summary>No connection, no answer in time, or an answer that says that Microsoft failed.</summary>
    public void Failed()
    {
        lock (_lock)
        {
            var now = Now;
            _failures.Enqueue(now);
            while (_failures.Count > options.CircuitFailures || _failures.Peek() + Together < now)
            {
                _failures.Dequeue();
            }

            if (_openUntil is null && _failures.Count == options.CircuitFailures)
            {
                log.CircuitOpened(service, customer, options.CircuitFailures);
                _openUntil = now;
            }

            _openUntil = _openUntil is null ? null : now + options.CircuitRest;
        }
    }

    private Problem.Unavailable Down(TimeSpan left) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{service} has not answered in this tenant for a while, so the bot asks it again only in {Math.Ceiling(left.TotalSeconds)} s. Nothing was done; try again then."));
}
