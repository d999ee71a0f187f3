namespace BotResponder.Storage;

/// <summary>The answer to a commit was lost, and nothing that is left tells whether it was written. Read again and decide again.</summary>
public sealed class StorageDoubtException : Exception
{
    public StorageDoubtException()
    {
    }

    public StorageDoubtException(string message)
        : base(message)
    {
    }

    public StorageDoubtException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
