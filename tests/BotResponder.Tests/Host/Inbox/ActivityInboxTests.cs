using BotResponder.Host.Inbox;
using BotResponder.Teams.Activities;
using BotResponder.Tests.Samples;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Host.Inbox;

/// <summary>What Teams delivers again is taken once, in all processes together; what only looks like it is taken too.</summary>
[Trait("Attack", "20")]
public sealed class ActivityInboxTests
{
    private readonly WatchedStore _store = new();
    private readonly FakeTimeProvider _time = new(House.Morning);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ActivityInbox Inbox => new(_store, _time);

    [Fact]
    public async Task Take_SameActivityInManyProcesses_IsTakenByOne()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Inbox.TakeAsync(Said("1"), Token), Token)));

        Assert.Single(taken, item => item is not null);
    }

    [Fact]
    public async Task Take_HandledBefore_IsTakenAgainOnlyWhenItIsForgotten()
    {
        var item = (await Inbox.TakeAsync(Said("1"), Token))!;
        await Inbox.HandledAsync(item.Key, Token);

        _time.Advance(ActivityInbox.Memory);
        await ForgetAsync();
        Assert.Null(await Inbox.TakeAsync(Said("1"), Token));
        _time.Advance(TimeSpan.FromSeconds(1));
        await ForgetAsync();
        Assert.NotNull(await Inbox.TakeAsync(Said("1"), Token));
    }

    [Fact]
    public async Task Take_AnotherActivity_IsTakenToo()
    {
        Assert.NotNull(await Inbox.TakeAsync(Said("1"), Token));
        Assert.NotNull(await Inbox.TakeAsync(Said("2"), Token));
        Assert.NotNull(await Inbox.TakeAsync(Said("1", "19:elsewhere@thread.tacv2"), Token));
    }

    private async Task ForgetAsync()
    {
        for (var shard = 0; shard < ActivityInbox.Shards; shard++)
        {
            await Inbox.ForgetAsync(shard, Token);
        }
    }

    private static Activity Said(string id, string conversation = "19:soc@thread.tacv2") => new()
    {
        Type = ActivityTypes.Message,
        Id = id,
        Conversation = new() { Id = conversation },
    };
}
