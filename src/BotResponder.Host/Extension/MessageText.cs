using System.Net;
using System.Text;
using BotResponder.Teams.Activities;

namespace BotResponder.Host.Extension;

/// <summary>The words of a message without its markup. Reads once from left to right, whatever stands there; makes no tree and runs nothing.</summary>
internal static class MessageText
{
    /// <summary>In UTF-16 characters; the rest of a longer message is not searched.</summary>
    public const int MaxLength = 32 * 1024;

    /// <returns>Every tag as one blank, the address behind a link as a word of its own, character references decoded once.</returns>
    public static string Of(ExtensionMessage message)
    {
        var text = message.IsHtml ? WithoutTags(message.Content) : message.Content;
        return text.Length <= MaxLength ? text : text[..MaxLength];
    }

    private static string WithoutTags(string html)
    {
        var text = new StringBuilder(html.Length);
        var at = 0;
        while (at < html.Length)
        {
            var opens = html.IndexOf('<', at);
            if (opens < 0)
            {
                text.Append(html, at, html.Length - at);
                break;
            }

            text.Append(html, at, opens - at).Append(' ');
            var closes = html.IndexOf('>', opens);
            if (closes < 0)
            {
                break; // A tag that never ends holds no words.
            }

            text.Append(AddressIn(html.AsSpan(opens, closes - opens))).Append(' ');
            at = closes + 1;
        }

        return WebUtility.HtmlDecode(text.ToString());
    }

    /// <summary>The words of a link may say anything: where it leads stands in its tag.</summary>
    private static ReadOnlySpan<char> AddressIn(ReadOnlySpan<char> tag)
    {
        const string Attribute = "href=\"";
        if (!tag.StartsWith("<a ", StringComparison.OrdinalIgnoreCase) || tag.IndexOf(Attribute, StringComparison.OrdinalIgnoreCase) is not (>= 0 and var begins))
        {
            return [];
        }

        var address = tag[(begins + Attribute.Length)..];
        return address.IndexOf('"') is >= 0 and var ends ? address[..ends] : [];
    }
}
