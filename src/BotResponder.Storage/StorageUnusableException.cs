namespace BotResponder.Storage;

/// <summary>The storage cannot be used, and the message tells an operator why: made by a newer version, not ours, or not a store at all.</summary>
public sealed class StorageUnusableException : Exception
{
    public StorageUnusableException()
    {
    }

    public StorageUnusableException(string message)
        : base(message)
    {
    }

    public StorageUnusableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
