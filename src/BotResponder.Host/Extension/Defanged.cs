using System.Text.RegularExpressions;

namespace BotResponder.Host.Extension;

/// <summary>Analysts write dangerous names so that nobody clicks them: <c>hxxps://evil[.]example</c>, <c>ann[@]contoso[.]com</c>. Reads them as they are meant.</summary>
internal static class Defanged
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex s_scheme = new(@"\bh[x*]{2}p", Linear, TimeSpan.FromSeconds(1));
    private static readonly Regex s_dot = new(@"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\{dot\}", Linear, TimeSpan.FromSeconds(1));
    private static readonly Regex s_at = new(@"\[@\]|\(@\)|\[at\]|\(at\)", Linear, TimeSpan.FromSeconds(1));
    private static readonly Regex s_slashes = new(@"\[:\]//|\[://\]|:\[//\]", Linear, TimeSpan.FromSeconds(1));
    private static readonly Regex s_colon = new(@"\[:\]", Linear, TimeSpan.FromSeconds(1));

    public static string Undo(string text)
    {
        text = s_scheme.Replace(text, "http");
        text = s_slashes.Replace(text, "://");
        text = s_dot.Replace(text, ".");
        text = s_at.Replace(text, "@");
        return s_colon.Replace(text, ":");
    }
}
