using BotResponder.Journeys.World;
using BotResponder.Simulator.Teams;

namespace BotResponder.Journeys.Processes;

/// <summary>What a card says, for those who only look.</summary>
internal static class CardFacts
{
    private const int LongestHeadline = 300;

    /// <summary>It asks for somebody's answer.</summary>
    public static bool IsOpen(MessageView message) => Chat.Shown(message).Contains("Waiting for ", StringComparison.Ordinal);

    public static bool IsDone(MessageView message) => Chat.Shown(message).Contains("Done at", StringComparison.Ordinal);

    /// <summary>Its first words in one line.</summary>
    public static string Headline(MessageView message)
    {
        var words = Chat.Shown(message).ReplaceLineEndings(" ");
        return words.Length <= LongestHeadline ? words : words[..LongestHeadline];
    }
}
