namespace BotResponder.Storage.Sqlite;

/// <summary>Something the writer is asked to do. Told its outcome only after the transaction that holds it has ended.</summary>
internal abstract class WriterOperation
{
    /// <summary>What went wrong in this operation alone; null when nothing did.</summary>
    public Exception? Failure { get; protected set; }

    /// <summary>Does the work inside a savepoint of its own, so that its failure undoes nothing of its neighbours.</summary>
    /// <exception cref="Exception">The transaction itself is lost.</exception>
    public abstract void CarryOut(WriteSession session);

    /// <summary>Tells the caller: the transaction is on the disk.</summary>
    public abstract void Finish();

    /// <summary>Tells the caller: the transaction was not written.</summary>
    public abstract void Fail(Exception failure);
}

internal sealed class WriterOperation<T>(Func<WriteSession, T> work, CancellationToken cancellationToken) : WriterOperation
{
    // Callers go on elsewhere: their code must not run on the writer's thread.
    private readonly TaskCompletionSource<T> _caller = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _cancelled;
    private T? _outcome;

    public Task<T> Task => _caller.Task;

    public override void CarryOut(WriteSession session)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _cancelled = true;
            return;
        }

        session.OpenSavepoint();
        try
        {
            _outcome = work(session);
        }
        catch (Exception failure) when (session.InTransaction)
        {
            // Some failures (disk full, out of memory) end the whole transaction; those go up and everybody is told.
            session.UndoToSavepoint();
            Failure = failure;
        }

        session.CloseSavepoint();
    }

    public override void Finish()
    {
        if (_cancelled)
        {
            _caller.SetCanceled(cancellationToken);
        }
        else if (Failure is not null)
        {
            _caller.SetException(Failure);
        }
        else
        {
            _caller.SetResult(_outcome!);
        }
    }

    public override void Fail(Exception failure)
    {
        if (_cancelled)
        {
            _caller.SetCanceled(cancellationToken);
        }
        else
        {
            _caller.SetException(Failure ?? failure);
        }
    }
}
