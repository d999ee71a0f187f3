using System.Text.Json.Nodes;

namespace BotResponder.Simulator.Teams;

/// <summary>A dialog as a client shows it: a card to fill in, or the sentence with which it ends.</summary>
/// <param name="Card">The card as JSON; null at the end.</param>
/// <param name="Message">Null while it goes on.</param>
public sealed record ExtensionDialog(string? Title, string? Card, string? Message)
{
    /// <exception cref="InvalidOperationException">The answer is no dialog.</exception>
    public static ExtensionDialog Of(BotAnswer answer)
    {
        var task = answer.Status == StatusCodes.Status200OK ? JsonNode.Parse(answer.Body)?["task"] : null;
        return (string?)task?["type"] switch
        {
            "continue" when task["value"]?["card"] is { } card && (string?)card["contentType"] == "application/vnd.microsoft.card.adaptive" =>
                new((string?)task["value"]!["title"], card["content"]!.ToJsonString(), null),
            "message" => new(null, null, (string?)task["value"]),
            _ => throw new InvalidOperationException($"{answer.Status} with no dialog: {answer.Body}"),
        };
    }

    /// <summary>What the first button sends: its own data, and the inputs with what the card and then the person put into them.</summary>
    /// <exception cref="InvalidOperationException">There is no card, or its first button is no Action.Submit.</exception>
    public JsonObject Fill(params (string Input, string Value)[] typed)
    {
        var button = Card is null ? null : JsonNode.Parse(Card)?["actions"]?[0];
        if ((string?)button?["type"] != "Action.Submit")
        {
            throw new InvalidOperationException("There is nothing to submit.");
        }

        var data = button["data"]?.DeepClone().AsObject() ?? [];
        foreach (var (id, value) in CardReader.Inputs(Card).Select(input => (input.Key, input.Value)).Concat(typed))
        {
            data[id] = value;
        }

        return data;
    }
}
