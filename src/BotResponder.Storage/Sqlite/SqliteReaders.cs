using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace BotResponder.Storage.Sqlite;

/// <summary>A few connections that read beside the writer. Opened when first needed, kept until the end.</summary>
internal sealed class SqliteReaders(Func<SqliteConnection> connect) : IDisposable
{
    /// <summary>Reads are short and mostly from memory: more connections than this would wait for the processors.</summary>
    private const int Most = 4;

    private readonly ConcurrentBag<ReadSession> _idle = [];
    private readonly SemaphoreSlim _free = new(Most);
    private volatile bool _disposed;

    /// <param name="read">Runs on the caller's thread.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public async Task<T> RunAsync<T>(Func<ReadSession, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _free.WaitAsync(cancellationToken);
        try
        {
            var session = _idle.TryTake(out var idle) ? idle : new ReadSession(connect());
            try
            {
                return read(session);
            }
            finally
            {
                Return(session);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Closes the idle connections; one that is reading closes itself afterwards.</summary>
    public void Dispose()
    {
        _disposed = true;
        CloseIdle();
    }

    private void Return(ReadSession session)
    {
        _idle.Add(session);
        if (_disposed)
        {
            CloseIdle();
        }
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}
