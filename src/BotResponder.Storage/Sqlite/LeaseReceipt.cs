using System.Globalization;

namespace BotResponder.Storage.Sqlite;

/// <summary>Which item, and which lease of it. A newer lease has another number, so an old receipt fits nothing.</summary>
internal readonly record struct LeaseReceipt(long Item, long Lease)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Item}.{Lease}");

    /// <summary>The receipt behind the text; one that fits no item when this engine never wrote it.</summary>
    public static LeaseReceipt Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var item)
            && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var lease)
            && lease > 0
            ? new LeaseReceipt(item, lease)
            : new LeaseReceipt(-1, -1);
    }
}
