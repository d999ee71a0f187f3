using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BotResponder.Journeys.World;

/// <summary>Keeps every log line of the bot, so that a journey can look for what must, or must not, stand there.</summary>
public sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<LoggedLine> _lines = new();

    public IReadOnlyCollection<LoggedLine> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<LoggedLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new(logLevel, category, eventId.Id, formatter(state, exception) + exception));
    }
}

public sealed record LoggedLine(LogLevel Level, string Category, int Event, string Text);
