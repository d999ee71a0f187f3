using System.Globalization;

namespace BotResponder.Storage.Azure;

/// <summary>Which message, which delivery of it, and how many deliveries before were no attempts.</summary>
/// <param name="Pop">Azure's pop receipt: another one after every delivery and every update.</param>
internal readonly record struct MessageReceipt(string Message, string Pop, long Early)
{
    private const char Between = ' ';

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Message}{Between}{Pop}{Between}{Early}");

    /// <returns>Null when this engine never wrote the text.</returns>
    public static MessageReceipt? Parse(string text) =>
        text.Split(Between) is [{ Length: > 0 } message, { Length: > 0 } pop, var early]
        && long.TryParse(early, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new MessageReceipt(message, pop, count)
            : null;
}
