using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Host.People;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Tests.Attacks;

/// <summary>Attack 7, in the store: somebody has changed the row that says how to write into a conversation.</summary>
public sealed class StoredReferenceAttacks(AttackedBot bot) : IClassFixture<AttackedBot>
{
    private const string Good = """{"serviceUrl":"SERVICE","conversationId":"ID","tenantId":"TENANT","botId":"28:app","channelId":"msteams","conversationType":"channel"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What is replaced in a good row, and by what.</summary>
    public static TheoryData<string, string> Poisons => new()
    {
        { "SERVICE", "https://evil.io/" },
        { "SERVICE", "https://evil.trafficmanager.net/" },
        { "SERVICE", "https://smba.trafficmanager.net@evil.io/" },
        { "SERVICE", "http://169.254.169.254/" },
        { "SERVICE", "" },
        { "\"SERVICE\"", "null" },
        { "ID", "19:somewhere-else@thread.tacv2" },
        { "\"ID\"", "null" },
        { "TENANT", "00000000-0000-4000-8000-000000000007" },
        { "\"TENANT\"", "null" },
        { "msteams", "webchat" },
        { "{", "[" },
        { "\"botId\"", "\"tenantId\"" },
    };

    [Theory]
    [Trait("Attack", "7")]
    [MemberData(nameof(Poisons))]
    public async Task Attack07_PoisonedRow_IsPutAsideAndNeverUsed(string part, string poison)
    {
        var conversation = new ConversationKey($"19:{Guid.NewGuid():n}@thread.tacv2");
        var book = bot.Services.GetRequiredService<ChatBook>();
        var row = (part == "ID" ? Good.Replace(part, poison, StringComparison.Ordinal) : Filled(Good.Replace(part, poison, StringComparison.Ordinal), conversation))
            .Replace("SERVICE", bot.Teams.ServiceUrl, StringComparison.Ordinal).Replace("TENANT", AttackedBot.Contoso, StringComparison.Ordinal);
        await PlantAsync(conversation, row);

        Assert.Null(await book.FindAsync(conversation, Cancellation));

        Assert.Null(await RowAsync(conversation, "reference"));
        Assert.Equal(row, await RowAsync(conversation, StoredReferences.QuarantineRow));
        Assert.Null(await book.FindAsync(conversation, Cancellation));

        // Teams speaks from there: the bot knows the way again.
        await bot.AskAsync(bot.Message(AttackedBot.Ann, "whoami", conversation: conversation.Value));
        Assert.Equal(bot.Teams.ServiceUrl, (await book.FindAsync(conversation, Cancellation))?.ServiceUrl);
    }

    [Fact]
    [Trait("Attack", "7")]
    public async Task Attack07_HonestRow_IsUsed()
    {
        var conversation = new ConversationKey($"19:{Guid.NewGuid():n}@thread.tacv2");
        await PlantAsync(conversation, Filled(Good, conversation));

        var found = await bot.Services.GetRequiredService<ChatBook>().FindAsync(conversation, Cancellation);

        Assert.Equal((bot.Teams.ServiceUrl, conversation.Value), (found?.ServiceUrl, found?.ConversationId));
        Assert.NotNull(await RowAsync(conversation, "reference"));
        Assert.Null(await RowAsync(conversation, StoredReferences.QuarantineRow));
    }

    private string Filled(string row, ConversationKey conversation) => row
        .Replace("SERVICE", bot.Teams.ServiceUrl, StringComparison.Ordinal)
        .Replace("\"ID\"", $"\"{conversation.Value}\"", StringComparison.Ordinal)
        .Replace("TENANT", AttackedBot.Contoso, StringComparison.Ordinal);

    private Task PlantAsync(ConversationKey conversation, string row) =>
        bot.Store.CommitAsync([new RecordWrite.Put(new(ChatBook.Partition(conversation), "reference"), row)], Cancellation);

    private async Task<string?> RowAsync(ConversationKey conversation, string row) =>
        (await bot.Store.FindAsync(new(ChatBook.Partition(conversation), row), Cancellation))?.Body;
}
