using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace BotResponder.Teams.Cards;

/// <summary>Text that may stand on a card or in a message. There are two doors, and no conversion goes round them:
/// <see cref="Ours(string)"/> for what we wrote ourselves, markdown and all, and <see cref="Theirs"/> for everything that comes from outside.</summary>
/// <remarks>It carries two forms; the place where it is put decides. <see cref="Markdown"/> is for TextBlock, Fact and chat messages.
/// <see cref="Plain"/> is for what Teams shows as it is: titles of buttons and choices, labels, summaries.</remarks>
public readonly record struct CardText
{
    /// <summary>Where <see cref="Theirs"/> cuts by default, in UTF-16 characters as shown.</summary>
    public const int DefaultLength = 200;

    private readonly string? _markdown;
    private readonly string? _plain;

    private CardText(string markdown, string plain)
    {
        _markdown = markdown;
        _plain = plain;
    }

    public static CardText Empty => default;

    /// <summary>As markdown.</summary>
    public string Markdown => _markdown ?? "";

    /// <summary>What the reader sees; text of ours is taken as it was written.</summary>
    public string Plain => _plain ?? "";

    public bool IsEmpty => Plain.Length == 0;

    /// <summary>A constant of ours; markdown counts. A variable does not compile here: give it to <see cref="Theirs"/>.</summary>
    public static CardText Ours([ConstantExpected] string text) => new(text, text);

    /// <summary>A sentence of ours with holes: <c>Ours($"**{action}** on {CardText.Theirs(name)}")</c>. A hole takes a CardText or a whole number.</summary>
    public static CardText Ours(OursHandler text) => text.Finish();

    /// <summary>Anything from outside: names, reasons, titles, error texts, ids. Shows literally, on one line, with its invisible
    /// characters made visible, and cut with "… (cut)" when longer than <paramref name="maxLength"/>.</summary>
    /// <param name="text">Null shows as nothing.</param>
    /// <param name="maxLength">In UTF-16 characters as shown, the mark not counted. At least 1. An id that must not be cut
    /// goes into a Fact of its own with room enough.</param>
    public static CardText Theirs(string? text, int maxLength = DefaultLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        var visible = VisibleText.Of(text ?? "", maxLength);
        return new CardText(MarkdownEscape.Of(visible), visible);
    }

    /// <summary>The name of a person or a thing: as <see cref="Theirs"/>, with a mark behind it when it mixes alphabets that look alike.</summary>
    public static CardText TheirName(string? name, int maxLength = DefaultLength)
    {
        var text = Theirs(name, maxLength);
        return MixedAlphabets.In(name ?? "") ? text + new CardText(MixedAlphabets.Mark, MixedAlphabets.Mark) : text;
    }

    /// <summary>An address of ours under words of ours. Only https; what could end the link is escaped.</summary>
    /// <exception cref="ArgumentException">The address is not absolute https.</exception>
    public static CardText Link([ConstantExpected] string title, Uri address) => address is { IsAbsoluteUri: true, Scheme: "https" }
        ? new($"[{title}]({address.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})", title)
        : throw new ArgumentException("Only absolute https addresses stand on cards.", nameof(address));

    /// <summary>Joins with a separator of ours, for instance ", ".</summary>
    public static CardText Join([ConstantExpected] string separator, IEnumerable<CardText> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var all = parts.ToList();
        return new CardText(
            string.Join(separator, all.Select(part => part.Markdown)), string.Join(separator, all.Select(part => part.Plain)));
    }

    public static CardText operator +(CardText left, CardText right) => Add(left, right);

    public static CardText Add(CardText left, CardText right) => new(left.Markdown + right.Markdown, left.Plain + right.Plain);

    public override string ToString() => Plain;

    /// <summary>For <see cref="Mention"/>, whose text must equal its entity's text to the letter.</summary>
    internal static CardText Verbatim(string markdown, string plain) => new(markdown, plain);

    /// <summary>Takes apart an interpolated string: its literal pieces are in our source, its holes are CardText or numbers.</summary>
    [InterpolatedStringHandler]
    public ref struct OursHandler
    {
        private readonly StringBuilder _markdown;
        private readonly StringBuilder _plain;

        public OursHandler(int literalLength, int formattedCount)
        {
            _markdown = new StringBuilder(literalLength + (formattedCount * 24));
            _plain = new StringBuilder(literalLength + (formattedCount * 24));
        }

        public readonly void AppendLiteral(string literal)
        {
            _markdown.Append(literal);
            _plain.Append(literal);
        }

        public readonly void AppendFormatted(CardText hole)
        {
            _markdown.Append(hole.Markdown);
            _plain.Append(hole.Plain);
        }

        public readonly void AppendFormatted(int hole) => AppendLiteral(hole.ToString(CultureInfo.InvariantCulture));

        internal readonly CardText Finish() => new(_markdown.ToString(), _plain.ToString());
    }
}
