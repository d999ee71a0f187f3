using System.Collections.Frozen;

namespace BotResponder.Host.Extension;

/// <summary>Which words look like the name of a machine. A guess in favour of offering: the person chooses, and Defender knows what exists.</summary>
internal static class HostNames
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>So many hexadecimal digits are a number or the beginning of a hash. Fewer may be a name: <c>DC01</c>.</summary>
    private const int LongestHexadecimal = 15;

    /// <summary>Words with a dot in them that are files, which people mention more often than machines of these top level domains.</summary>
    private static readonly FrozenSet<string> s_files = new[]
    {
        "exe", "dll", "sys", "msi", "bat", "cmd", "vbs", "js", "jse", "wsf", "hta", "lnk", "scr", "ps", "psm", "jar", "py", "pl", "sh", "txt", "log", "csv", "json", "xml",
        "html", "htm", "pdf", "doc", "docx", "docm", "xls", "xlsx", "xlsm", "ppt", "pptx", "rtf", "zip", "rar", "gz", "tar", "iso", "img", "png", "jpg", "jpeg", "gif", "eml", "msg",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Beginnings of words that have the shape of a short host name and are none.</summary>
    private static readonly string[] s_others = ["CVE-", "CWE-", "KB", "SHA", "MD5", "UTF", "ISO", "RFC", "TA0", "T1", "MS-", "COVID"];

    public static bool IsLikely(string word) => word.Length <= LongestName
        && word.Split('.') is var labels && labels.All(IsLabel)
        && (labels is [var single] ? IsShort(single) : IsFull(labels));

    private static bool IsLabel(string label) => label.Length is > 0 and <= LongestLabel && label[^1] != '-' && label[0] != '-';

    /// <summary>Its last label is letters only, and no ending of a file.</summary>
    private static bool IsFull(string[] labels) =>
        labels[^1].Length is >= 2 and <= 24 && labels[^1].All(char.IsAsciiLetter) && !s_files.Contains(labels[^1]) && labels[0].Any(char.IsAsciiLetter);

    /// <summary>Letters first, then a digit somewhere: with a hyphen between, or two of each at least.</summary>
    private static bool IsShort(string word) =>
        char.IsAsciiLetter(word[0]) && word.Any(char.IsAsciiDigit) && !s_others.Any(other => word.StartsWith(other, StringComparison.OrdinalIgnoreCase)) && !IsRequestCode(word) && !IsNumber(word)
        && (word.Contains('-', StringComparison.Ordinal) ? word.Length >= 4 : word.Count(char.IsAsciiLetter) >= 2 && word.Count(char.IsAsciiDigit) >= 2);

    private static bool IsNumber(string word) => word.Length > LongestHexadecimal && word.All(char.IsAsciiHexDigit);

    /// <summary><c>R-4F7K2</c> is ours.</summary>
    private static bool IsRequestCode(string word) => word.Length == 7 && word.StartsWith("R-", StringComparison.OrdinalIgnoreCase);
}
