using BotResponder.Core.Records;

namespace BotResponder.Core.Ledgers;

/// <summary>
/// Rows as this process last read or wrote them. They are so for as long as nobody else has committed for the customer, and every commit changes
/// the chain head: who relies on them must find the head unchanged afterwards, and throws all of them away when it is not.
/// </summary>
/// <remarks>
/// Decisions read them side by side. On a store far away reading took as long as committing. Who writes over a known row demands that it still has its
/// tag: so a row that was changed behind the bot's back is not written over, but read, and found to be changed.
/// </remarks>
internal sealed class KnownRows
{
    /// <summary>The most characters of one customer's rows, keys included: half a megabyte. Beyond it begins anew.</summary>
    internal const int MostCharacters = 250_000;

    /// <summary>Only the ledger writes them. Card copies, short codes and things to do are also written, or removed, beside it.</summary>
    private static readonly string[] OnlyByTheLedger = ["request|", "open|", "lane|", "ask|", "watch|"];

    private readonly Lock _turn = new();
    private readonly Dictionary<string, KnownRow> _rows = new(StringComparer.Ordinal);
    private int _characters;

    /// <returns>Null when nothing is known.</returns>
    public KnownRow? Find(string row)
    {
        lock (_turn)
        {
            return _rows.TryGetValue(row, out var known) ? known : null;
        }
    }

    /// <summary>Rows that are written beside the ledger too are not kept.</summary>
    public void Keep(string row, KnownRow known)
    {
        if (!Array.Exists(OnlyByTheLedger, prefix => row.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return;
        }

        lock (_turn)
        {
            if (_rows.Remove(row, out var before))
            {
                _characters -= SizeOf(row, before);
            }

            var size = SizeOf(row, known);
            if (_characters + size > MostCharacters)
            {
                _rows.Clear();
                _characters = 0;
            }

            if (size <= MostCharacters)
            {
                _rows.Add(row, known);
                _characters += size;
            }
        }
    }

    private static int SizeOf(string row, KnownRow known) => row.Length + (known.Body?.Length ?? 0);
}

/// <param name="Body">Null: there is no such row.</param>
/// <param name="Tag">Null when there is no such row.</param>
internal sealed record KnownRow(string? Body, RecordTag? Tag);
