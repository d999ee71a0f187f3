using System.Text.Json.Serialization;

namespace BotResponder.Teams.Cards;

public enum Spacing
{
    Default,
    None,
    Small,
    Medium,
    Large,
    ExtraLarge,
    Padding,
}

public enum TextSize
{
    Default,
    Small,
    Medium,
    Large,
    ExtraLarge,
}

public enum TextWeight
{
    Default,
    Lighter,
    Bolder,
}

public enum TextColor
{
    Default,
    Dark,
    Light,
    Accent,
    Good,
    Warning,
    Attention,
}

public enum TextRole
{
    [JsonStringEnumMemberName("default")]
    Default,
    [JsonStringEnumMemberName("heading")]
    Heading,
}

public enum HorizontalAlignment
{
    Left,
    Center,
    Right,
}

public enum VerticalAlignment
{
    Top,
    Center,
    Bottom,
}

public enum ContainerStyle
{
    [JsonStringEnumMemberName("default")]
    Default,
    [JsonStringEnumMemberName("emphasis")]
    Emphasis,
    [JsonStringEnumMemberName("accent")]
    Accent,
    [JsonStringEnumMemberName("good")]
    Good,
    [JsonStringEnumMemberName("attention")]
    Attention,
    [JsonStringEnumMemberName("warning")]
    Warning,
}

public enum ChoiceStyle
{
    [JsonStringEnumMemberName("compact")]
    Compact,
    [JsonStringEnumMemberName("filtered")]
    Filtered,
}

/// <summary>Some clients ignore it: never the only carrier of a meaning.</summary>
public enum ActionStyle
{
    [JsonStringEnumMemberName("default")]
    Default,
    [JsonStringEnumMemberName("positive")]
    Positive,
    [JsonStringEnumMemberName("destructive")]
    Destructive,
}

public enum ActionMode
{
    [JsonStringEnumMemberName("primary")]
    Primary,

    /// <summary>In the "..." menu.</summary>
    [JsonStringEnumMemberName("secondary")]
    Secondary,
}

public enum AssociatedInputs
{
    [JsonStringEnumMemberName("Auto")]
    Auto,
    [JsonStringEnumMemberName("None")]
    None,
}
