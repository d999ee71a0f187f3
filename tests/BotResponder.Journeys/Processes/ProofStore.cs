namespace BotResponder.Journeys.Processes;

/// <summary>A fresh, empty store of some engine that several processes can use, gone at the end.</summary>
internal abstract class ProofStore : IAsyncDisposable
{
    /// <summary>Takes whatever files the proof needs.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("botresponder-proof-").FullName;

    /// <summary>What points a bot at it: the section <c>Storage</c>.</summary>
    public abstract IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>How much later than asked for a timer of its queue may come.</summary>
    public virtual TimeSpan TimerGrain => TimeSpan.Zero;

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

internal sealed class SqliteProofStore : ProofStore
{
    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
    {
        ["Storage:Provider"] = "Sqlite",
        ["Storage:Path"] = Path.Combine(Folder, "bot.db"),
    };
}
