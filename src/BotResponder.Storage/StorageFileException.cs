namespace BotResponder.Storage;

/// <summary>The storage file cannot be used, and the message tells an operator why: made by a newer version, not ours, or not a database at all.</summary>
public sealed class StorageFileException : Exception
{
    public StorageFileException()
    {
    }

    public StorageFileException(string message)
        : base(message)
    {
    }

    public StorageFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
