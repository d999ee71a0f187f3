using System.Text.Json.Nodes;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Tests.Simulator;

/// <summary>What a person sees after a tap.</summary>
public sealed class TapTests
{
    private const string AnswerCard = """
        {"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard","fallbackText":"answered"}}
        """;

    [Theory]
    [InlineData(false, "answered")]
    [InlineData(true, "edited")]
    public async Task Tap_AnsweredWithACard_ShowsItUnlessTheCardWasEditedMeanwhile(bool isEdited, string seen)
    {
        await using var bench = await SimulatorBench.StartAsync();
        var teams = bench.Simulator.Teams;
        await using var bot = await PretendBot.StartAsync(async activity =>
        {
            if ((string?)activity["type"] != "invoke")
            {
                return null;
            }

            if (isEdited)
            {
                await SendAsync(HttpMethod.Put, $"/{(string?)activity["replyToId"]}", "edited");
            }

            return AnswerCard;
        });
        teams.BotEndpoint = bot.Endpoint;
        await teams.InstallBotAsync(teams.ContosoSoc, TestContext.Current.CancellationToken);
        var card = (string)(await SendAsync(HttpMethod.Post, "", "sent")).Json["id"]!;

        await teams.TapAsync(Cast.Ann, teams.ContosoSoc, card, "approve", null, null, TestContext.Current.CancellationToken);

        var view = Assert.Single(teams.ViewFor(Cast.Ann, teams.ContosoSoc), message => message.Id == card);
        Assert.Equal(seen, (string?)JsonNode.Parse(view.Card!)!["fallbackText"]);

        Task<Answer> SendAsync(HttpMethod method, string path, string text) => bench.SendAsync(
            method, $"/teams/{Cast.ContosoId}/v3/conversations/{teams.ContosoSoc.Id}/activities{path}", null,
            $$$"""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","fallbackText":"{{{text}}}"}}]}""");
    }
}
