using System.Diagnostics;
using System.Text.Json.Nodes;
using BotResponder.Teams.Cards;

namespace BotResponder.Tests.Host.Cards;

/// <summary>Cards as Microsoft's own library reads them, in Node.js.</summary>
internal static class CardReading
{
    /// <summary>One process for all of them.</summary>
    public static async Task<IReadOnlyList<ReadCard>> ReadAsync(IEnumerable<AdaptiveCard> cards, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Path.Combine(ArchitectureRules.Root, "tests", "BotResponder.Tests", "Host", "Cards", "Node"),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            ArgumentList = { "read.js" },
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("Node.js did not start.");
        var output = node.StandardOutput.ReadToEndAsync(cancellationToken);
        await node.StandardInput.WriteAsync($"[{string.Join(',', cards.Select(card => card.ToJson()))}]".AsMemory(), cancellationToken);
        node.StandardInput.Close();
        var read = JsonNode.Parse(await output)!.AsArray();
        await node.WaitForExitAsync(cancellationToken);
        return [.. read.Select(card => new ReadCard(Words(card!["events"]!), [.. card["texts"]!.AsArray().Select(text => new ReadText((string)text!["plain"]!, Words(text["marks"]!)))]))];
    }

    private static IReadOnlyList<string> Words(JsonNode list) => [.. list.AsArray().Select(each => (string)each!)];
}

/// <param name="Events">What the library complains about.</param>
/// <param name="Texts">Of TextBlocks and facts, as they are drawn.</param>
internal sealed record ReadCard(IReadOnlyList<string> Events, IReadOnlyList<ReadText> Texts);

/// <param name="Plain">What the reader sees.</param>
/// <param name="Marks">Links, images and all else that is no word.</param>
internal sealed record ReadText(string Plain, IReadOnlyList<string> Marks);
