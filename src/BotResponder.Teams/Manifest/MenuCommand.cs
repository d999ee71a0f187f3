namespace BotResponder.Teams.Manifest;

/// <summary>One line of the menu that Teams shows while somebody writes to the bot. Choosing it puts the title into the message.</summary>
/// <remarks>The schema allows 128 and 4000 characters; clients show less, so older schemas' limits are kept.</remarks>
public sealed record MenuCommand
{
    /// <summary>Commands in one list. The schema allows 12 from 1.24 on, older clients show 10.</summary>
    public const int Most = 10;

    private const int LongestTitle = 32;
    private const int LongestDescription = 128;

    /// <param name="title">What is typed: 1 to 32 characters.</param>
    /// <param name="description">What it does: 1 to 128 characters.</param>
    /// <exception cref="ArgumentException">One of them does not fit.</exception>
    public MenuCommand(string title, string description)
    {
        Title = Fitting(title, LongestTitle, nameof(title));
        Description = Fitting(description, LongestDescription, nameof(description));
    }

    public string Title { get; }

    public string Description { get; }

    private static string Fitting(string text, int most, string what) => text.Length > 0 && text.Length <= most
        ? text
        : throw new ArgumentException($"\"{text}\" has {text.Length} characters; 1 to {most} fit in the menu of Teams.", what);
}
