using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Teams;

namespace BotResponder.Playground.Components.Chat;

/// <summary>What the answer to a tap means for the person who tapped.</summary>
/// <param name="Card">Stands in the place of the old one from now on.</param>
/// <param name="Error">Why nothing came of it.</param>
internal sealed record TapAnswer(string? Card, string? Error)
{
    public static TapAnswer Read(BotAnswer? answer) => answer switch
    {
        null => new(null, null),
        { Status: 0 } => new(null, "The bot did not answer in time. Try again."),
        { Status: < 200 or > 299 } => new(null, $"The bot answered HTTP {answer.Status.ToString(CultureInfo.InvariantCulture)}."),
        { Body: "" } => new(null, null),
        _ => Read(answer.Body),
    };

    private static TapAnswer Read(string body)
    {
        try
        {
            var answer = JsonNode.Parse(body);
            return (string?)answer?["type"] switch
            {
                "application/vnd.microsoft.card.adaptive" => new(answer["value"]?.ToJsonString(), null),
                "application/vnd.microsoft.error" => new(null, answer["value"]?["message"]?.ToString() ?? "The bot refused without a reason."),
                _ => new(null, null),
            };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return new(null, "The bot's answer could not be read.");
        }
    }
}
