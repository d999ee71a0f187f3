using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Host.Inbox;

namespace BotResponder.Tests.Attacks;

/// <summary>Attack 14: of a tenant that is no customer's nothing is kept, and it hears one sentence a conversation.</summary>
public sealed class StrangerAttacks(AttackedBot bot) : IClassFixture<AttackedBot>
{
    private const string Unknown = "00000000-1234-4000-8000-000000000014";

    private static readonly string[] Types = ["message", "installationUpdate", "conversationUpdate", "messageReaction", "messageUpdate", "messageDelete"];

    [Fact]
    [Trait("Attack", "14")]
    public async Task Attack14_UnknownTenant_HearsOneSentenceAConversationAndNothingIsKept()
    {
        var before = (Commits: bot.Store.Commits.Count, Said: bot.Teams.Said.Count);
        var conversations = new[] { "19:first@thread.tacv2", "19:second@thread.tacv2" };
        foreach (var conversation in conversations)
        {
            for (var round = 0; round < 20; round++)
            {
                foreach (var type in Types)
                {
                    Assert.Equal(HttpStatusCode.Accepted, (await bot.PostAsync(Said(type, $"{conversation};messageid={round}"))).Status);
                }
            }
        }

        await AttackedBot.UntilAsync(() => bot.Teams.Said.Count >= before.Said + 2);
        Assert.Equal(before.Commits, bot.Store.Commits.Count);
        var said = bot.Teams.Said.Skip(before.Said).ToList();
        Assert.All(said, call => Assert.Contains(Strangers.Sentence.Plain, call.Body, StringComparison.Ordinal));
        Assert.All(conversations, conversation => Assert.Single(said, call => call.Target.Contains(conversation, StringComparison.Ordinal)));
        Assert.Equal(2, said.Count);

        await bot.AnswersAsync();
        Assert.True(bot.Store.Commits.Count > before.Commits);
        Assert.False(bot.HasCalledDefender);
    }

    [Fact]
    [Trait("Attack", "14")]
    public async Task Attack14_InstalledInAnUnknownTenant_IsAnsweredAndNothingIsKept()
    {
        var before = (Commits: bot.Store.Commits.Count, Said: bot.Teams.Said.Count);
        var conversation = $"19:{Guid.NewGuid():n}@thread.tacv2";

        await bot.PostAsync(Said("installationUpdate", conversation));
        await AttackedBot.UntilAsync(() => bot.Teams.Said.Count > before.Said);

        Assert.Contains(Strangers.Sentence.Plain, Assert.Single(bot.Teams.Said.Skip(before.Said)).Body, StringComparison.Ordinal);
        Assert.Equal(before.Commits, bot.Store.Commits.Count);
        Assert.DoesNotContain(bot.Teams.Calls, call => call.Method == "GET" && call.Target.Contains(conversation, StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Attack", "14")]
    [InlineData("adaptiveCard/action", HttpStatusCode.OK, "I do not work here yet.")]
    [InlineData("application/search", HttpStatusCode.OK, "\"results\":[]")]
    [InlineData("something/else", HttpStatusCode.NotImplemented, "")]
    public async Task Attack14_InvokeOfAnUnknownTenant_GetsANeutralAnswerAndNothingIsKept(string name, HttpStatusCode status, string words)
    {
        var before = (Commits: bot.Store.Commits.Count, Said: bot.Teams.Said.Count);
        var invoke = Said("invoke", "19:taps@thread.tacv2");
        invoke["name"] = name;
        invoke["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "approve", ["data"] = new JsonObject { ["request"] = "any" } } };

        for (var round = 0; round < 5; round++)
        {
            var answer = await bot.PostAsync(invoke);
            Assert.Equal(status, answer.Status);
            Assert.Contains(words, answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(before, (bot.Store.Commits.Count, bot.Teams.Said.Count));
    }

    /// <summary>In a customer's own channel, by somebody whom Teams says to come from an unknown tenant.</summary>
    [Fact]
    [Trait("Attack", "14")]
    public async Task Attack14_PersonOfAnUnknownTenantInACustomersChannel_IsNotKeptEither()
    {
        var before = (Commits: bot.Store.Commits.Count, Said: bot.Teams.Said.Count);
        var message = bot.Message($"{Guid.NewGuid()}", "isolate ws-042 because x");
        message["from"]!["tenantId"] = Unknown;

        await bot.PostAsync(message);
        await AttackedBot.UntilAsync(() => bot.Teams.Said.Count > before.Said);

        Assert.Contains(Strangers.Sentence.Plain, bot.Teams.Said[before.Said].Body, StringComparison.Ordinal);
        Assert.Equal(before.Commits, bot.Store.Commits.Count);
    }

    /// <summary>Two tenants in one activity: it is nobody's, and there is no place to answer.</summary>
    [Theory]
    [Trait("Attack", "14")]
    [InlineData(AttackedBot.Contoso, Unknown)]
    [InlineData(Unknown, AttackedBot.Contoso)]
    [InlineData(AttackedBot.Contoso, AttackedBot.Provider)]
    [InlineData(null, null)]
    public async Task Attack14_TenantsContradictEachOther_IsNobody(string? conversation, string? channel)
    {
        var before = (Commits: bot.Store.Commits.Count, Said: bot.Teams.Said.Count);
        var message = bot.Message(AttackedBot.Ann, "help");
        message["conversation"]!["tenantId"] = conversation;
        message["channelData"]!["tenant"]!["id"] = channel;

        Assert.Equal(HttpStatusCode.Accepted, (await bot.PostAsync(message)).Status);

        Assert.Equal(before, (bot.Store.Commits.Count, bot.Teams.Said.Count));
        await bot.AnswersAsync();
    }

    private JsonObject Said(string type, string conversation)
    {
        var activity = bot.Message($"{Guid.NewGuid()}", "isolate ws-042 because x", Unknown, conversation);
        activity["type"] = type;
        activity["action"] = "add";
        activity["membersAdded"] = new JsonArray(new JsonObject { ["id"] = (string?)activity["recipient"]!["id"] });
        return activity;
    }
}
