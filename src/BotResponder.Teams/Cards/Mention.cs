using System.Text;
using System.Text.Json.Serialization;

namespace BotResponder.Teams.Cards;

/// <summary>Names a person so that Teams notifies them. Put <see cref="InText"/> into the text and the mention itself into the
/// message's or the card's <c>Mentions</c>.</summary>
/// <param name="Id">"29:..." anywhere; inside cards a directory object id will do as well.</param>
/// <param name="Name">Other people's text. Characters that could be markup are shown as spaces, because the text must equal the entity's to the letter.</param>
public sealed record Mention(string Id, string Name)
{
    private const int MaxNameLength = 64;

    public CardText InText => CardText.Verbatim(Tag, ShownName);

    internal MentionEntity Entity => new("mention", Tag, new MentionedAccount(Id, ShownName));

    private string Tag => $"<at>{ShownName.Replace("&", "&amp;", StringComparison.Ordinal)}</at>";

    private string ShownName
    {
        get
        {
            var visible = VisibleText.Of(Name, MaxNameLength);
            var clean = new StringBuilder(visible.Length);
            foreach (var character in visible)
            {
                var mayStay = !char.IsAscii(character) || char.IsAsciiLetterOrDigit(character)
                    || character is ' ' or '.' or ',' or '\'' or '-' or '&';
                clean.Append(mayStay ? character : ' ');
            }

            var name = clean.ToString().Trim();
            return name.Length > 0 ? name : "person";
        }
    }
}

internal sealed record MentionEntity(
    [property: JsonPropertyOrder(-1)] string Type, string Text, MentionedAccount Mentioned);

internal sealed record MentionedAccount(string Id, string Name);
