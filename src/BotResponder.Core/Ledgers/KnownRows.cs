namespace BotResponder.Core.Ledgers;

/// <summary>
/// Rows as this process last read or wrote them. They are so for as long as nobody else has committed for the customer, and every commit changes
/// the chain head: who relies on them must find the head unchanged afterwards, and throws all of them away when it is not.
/// </summary>
/// <remarks>Decisions read them side by side. On a store far away reading took as long as committing.</remarks>
internal sealed class KnownRows
{
    /// <summary>The most characters of one customer's rows, keys included: half a megabyte. Beyond it begins anew.</summary>
    internal const int MostCharacters = 250_000;

    /// <summary>Only the ledger writes them. Card copies, short codes and things to do are also written, or removed, beside it.</summary>
    private static readonly string[] OnlyByTheLedger = ["request|", "open|", "lane|", "ask|"];

    private readonly Lock _turn = new();
    private readonly Dictionary<string, string?> _rows = new(StringComparer.Ordinal);
    private int _characters;

    public bool TryFind(string row, out string? body)
    {
        lock (_turn)
        {
            return _rows.TryGetValue(row, out body);
        }
    }

    /// <param name="row">Any row: those that are written beside the ledger too are not kept.</param>
    /// <param name="body">Null: there is no such row.</param>
    public void Keep(string row, string? body)
    {
        if (!Array.Exists(OnlyByTheLedger, prefix => row.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return;
        }

        lock (_turn)
        {
            var size = row.Length + (body?.Length ?? 0);
            if (_rows.Remove(row, out var before))
            {
                _characters -= row.Length + (before?.Length ?? 0);
            }

            if (_characters + size > MostCharacters)
            {
                _rows.Clear();
                _characters = 0;
            }

            if (size <= MostCharacters)
            {
                _rows.Add(row, body);
                _characters += size;
            }
        }
    }
}
