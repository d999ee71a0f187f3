using Microsoft.Extensions.Logging;

namespace BotResponder.Storage.Sqlite;

/// <summary>
/// The only one who writes. Whatever waits when it comes round becomes one transaction: many callers, one flush to the disk.
/// Nobody is kept waiting for company: a single caller is served at once.
/// </summary>
/// <remarks>It has a thread of its own, because it spends its time in flushes that would hold a thread of the pool.</remarks>
internal sealed class SqliteWriter : IDisposable
{
    public const int MostPerTransaction = 64;

    // A plain monitor: it sleeps at once, where the ready-made queues first spin on a processor that others need.
    private readonly object _gate = new();
    private readonly Queue<WriterOperation> _waiting = [];
    private readonly WriteSession _session;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private long _transactions;
    private long _operations;
    private bool _closed;

    /// <param name="session">Belongs to the writer from here on.</param>
    /// <param name="log">Where failures are told besides to the callers.</param>
    public SqliteWriter(WriteSession session, ILogger log)
    {
        _session = session;
        _log = log;
        _thread = new Thread(Loop) { IsBackground = true, Name = "storage writer" };
        _thread.Start();
    }

    /// <summary>How many transactions were written.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    /// <summary>How many operations these held.</summary>
    public long Operations => Interlocked.Read(ref _operations);

    /// <summary>Has <paramref name="work"/> carried out in a transaction. Ends when it is on the disk.</summary>
    /// <param name="work">Runs on the writer's thread. Throwing undoes it and nothing else.</param>
    /// <param name="cancellationToken">Looked at once, when the work's turn comes.</param>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public Task<T> RunAsync<T>(Func<WriteSession, T> work, CancellationToken cancellationToken)
    {
        var operation = new WriterOperation<T>(work, cancellationToken);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _waiting.Enqueue(operation);
            Monitor.Pulse(_gate);
        }

        return operation.Task;
    }

    /// <summary>Carries out what waits, then closes the connection.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _session.Dispose();
    }

    private void Loop()
    {
        var group = new List<WriterOperation>(MostPerTransaction);
        while (TakeInto(group))
        {
            CarryOut(group);
            group.Clear();
        }
    }

    /// <returns>False when the file is closed and nothing waits any more.</returns>
    private bool TakeInto(List<WriterOperation> group)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            while (group.Count < MostPerTransaction && _waiting.TryDequeue(out var next))
            {
                group.Add(next);
            }

            return true;
        }
    }

    private void CarryOut(List<WriterOperation> group)
    {
        try
        {
            _session.Begin(group.Count);
            foreach (var operation in group)
            {
                operation.CarryOut(_session);
            }

            _session.Commit();
        }
        catch (Exception failure)
        {
            Abandon(group, failure);
            return;
        }

        Interlocked.Increment(ref _transactions);
        Interlocked.Add(ref _operations, group.Count);
        foreach (var operation in group)
        {
            operation.Finish();
            if (operation.Failure is not null)
            {
                _log.OperationFailed(operation.Failure);
            }
        }
    }

    private void Abandon(List<WriterOperation> group, Exception failure)
    {
        try
        {
            _session.Abandon();
        }
        catch (Exception second)
        {
            failure = new AggregateException(failure, second);
        }

        _log.TransactionFailed(failure, group.Count);
        foreach (var operation in group)
        {
            operation.Fail(failure);
        }
    }
}
