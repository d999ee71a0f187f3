using System.Globalization;
using System.Text;

namespace BotResponder.Core.Records;

/// <summary>Where a row stands. Both parts are printable ASCII without <c>/ \ # ?</c>, at most <see cref="MaxLength"/> characters: legal in every engine.</summary>
/// <remarks>Text from outside enters a key only through <see cref="Escape"/>.</remarks>
public readonly record struct RecordKey
{
    /// <summary>Azure Table storage allows keys of 1 KiB, counted as UTF-16: 512 characters.</summary>
    public const int MaxLength = 512;

    /// <exception cref="ArgumentException">A part is empty, too long or holds a character that Table storage forbids: outside text that was not escaped.</exception>
    public RecordKey(string partition, string row)
    {
        Partition = Checked(partition, nameof(partition));
        Row = Checked(row, nameof(row));
    }

    public string Partition { get; }

    public string Row { get; }

    public override string ToString() => $"{Partition} {Row}";

    /// <summary>
    /// Turns any text into key characters, reversibly and without collisions: ASCII letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, <c>@</c> and <c>:</c> stay,
    /// every other UTF-16 code unit becomes <c>~</c> and four hexadecimal digits. So a half surrogate survives too.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = IsPlain(character)
                ? escaped.Append(character)
                : escaped.Append('~').Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }

    /// <summary>The text that <see cref="Escape"/> was given.</summary>
    /// <exception cref="FormatException">The key part was not made by <see cref="Escape"/>.</exception>
    public static string Unescape(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var index = 0; index < escaped.Length; index++)
        {
            if (escaped[index] != '~')
            {
                text.Append(escaped[index]);
                continue;
            }

            if (index + 4 >= escaped.Length)
            {
                throw new FormatException("An escaped key ends inside an escape.");
            }

            text.Append((char)int.Parse(escaped.AsSpan(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            index += 4;
        }

        return text.ToString();
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '@' or ':';

    private static string Checked(string part, string name)
    {
        if (part is null || part.Length is 0 or > MaxLength)
        {
            throw new ArgumentException($"A key part has 1 to {MaxLength} characters.", name);
        }

        foreach (var character in part)
        {
            if (character is < ' ' or > '~' or '/' or '\\' or '#' or '?')
            {
                throw new ArgumentException("Text from outside must be escaped before it becomes a key.", name);
            }
        }

        return part;
    }
}
