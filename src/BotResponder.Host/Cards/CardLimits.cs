namespace BotResponder.Host.Cards;

/// <summary>How much of what is not needed to recognise a request is shown. A card that would be too large for Teams is drawn with tighter ones, and says so. Ids are never cut.</summary>
internal sealed record CardLimits
{
    public static CardLimits Full { get; } = new();

    public static CardLimits Short { get; } = new()
    {
        IsShortened = true,
        Reason = 200,
        FactText = 100,
        PinnedFactsOnly = true,
        Sentence = 200,
        Sentences = 3,
        Targets = 5,
        Reviews = 5,
        Comment = 100,
    };

    public static CardLimits Shortest { get; } = new()
    {
        IsShortened = true,
        Reason = 80,
        FactText = 60,
        PinnedFactsOnly = true,
        Facts = 0,
        Sentence = 80,
        Sentences = 0,
        Targets = 0,
        Reviews = 0,
        Comment = 40,
    };

    /// <summary>True: the card says that something is left out, and where it can be seen.</summary>
    public bool IsShortened { get; private init; }

    /// <summary>UTF-16 characters of the requester's words.</summary>
    public int Reason { get; private init; } = 500;

    public int FactText { get; private init; } = 300;

    public bool PinnedFactsOnly { get; private init; }

    public int Facts { get; private init; } = int.MaxValue;

    /// <summary>UTF-16 characters of one warning, consequence or outcome.</summary>
    public int Sentence { get; private init; } = CardParts.Whole;

    /// <summary>How many warnings, consequences and troubles each are listed.</summary>
    public int Sentences { get; private init; } = int.MaxValue;

    /// <summary>How many of many targets are named.</summary>
    public int Targets { get; private init; } = 20;

    public int Reviews { get; private init; } = int.MaxValue;

    public int Comment { get; private init; } = 500;
}
