using System.Globalization;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>Pieces that every card is made of, so that all of them look alike.</summary>
internal static class CardParts
{
    /// <summary>The place for a whole id or sentence: longer than any of them.</summary>
    public const int Whole = 1000;

    public static TextBlock Heading(CardText text) => new(text) { Size = TextSize.Large, Weight = TextWeight.Bolder, Style = TextRole.Heading };

    public static TextBlock Section(CardText text) => new(text) { Weight = TextWeight.Bolder, Spacing = Spacing.Medium };

    public static TextBlock Line(CardText text) => new(text) { Spacing = Spacing.Small };

    /// <summary>Small print. Not dimmed: the dimmed grey of some themes cannot be read.</summary>
    public static TextBlock Small(CardText text) => new(text) { Size = TextSize.Small, Spacing = Spacing.Small };

    /// <summary>When the card was true. A card on an old phone must not pass for the present.</summary>
    public static TextBlock AsOf(DateTimeOffset now) => Small(CardText.Ours($"As of {Time(now)}")) with { Separator = true };

    /// <summary>For example <c>14 Mar 10:31:05 UTC</c>: formatted here, because clients disagree about date functions.</summary>
    public static CardText Time(DateTimeOffset at) => CardText.Theirs(at.UtcDateTime.ToString("d MMM HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));

    public static CardText Minute(DateTimeOffset at) => CardText.Theirs(at.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture));
}
