using System.Collections.Concurrent;
using BotResponder.Host.Inbox;
using BotResponder.Host.Workers;
using BotResponder.Teams.Activities;
using BotResponder.Tests.Samples;
using BotResponder.Tests.Teams.Connector;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Host.Inbox;

/// <summary>Turns: in order, shared out fairly, tried again, and put aside.</summary>
public sealed class TurnTests : IAsyncLifetime
{
    private readonly WatchedStore _store = new();
    private readonly FakeTimeProvider _time = new(House.Morning);
    private readonly IOptions<WorkOptions> _options = Options.Create(new WorkOptions { MostRuns = 3, MostAtOnce = 8, MostPerCustomer = 3 });
    private ConnectorStub _teams = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ActivityInbox Inbox => new(_store, _time);

    public async ValueTask InitializeAsync() => _teams = await ConnectorStub.StartAsync(ConnectorStub.Status(201, """{"id":"1"}"""));

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    [Fact]
    public async Task Start_OnePersonInOneConversation_StaysInOrder()
    {
        var said = new ConcurrentQueue<string?>();
        using var turns = Runner((activity, _) =>
        {
            said.Enqueue(activity.Id);
            return Task.CompletedTask;
        });
        for (var number = 0; number < 50; number++)
        {
            turns.Start((await Inbox.TakeAsync(Said(number, "ann"), Token))!);
        }

        await UntilAsync(() => said.Count == 50);
        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"{number}"), said);
    }

    [Fact]
    [Trait("Attack", "49")]
    public async Task Start_OneTenantFloods_AnotherTenantsTurnRunsAtOnce()
    {
        var (release, victim, inside, counts) = (new TaskCompletionSource(), new TaskCompletionSource(), 0, new ConcurrentQueue<int>());
        using var turns = Runner(async (activity, _) =>
        {
            if (activity.TenantId() == "victim")
            {
                victim.SetResult();
                return;
            }

            counts.Enqueue(Interlocked.Increment(ref inside));
            await release.Task;
            Interlocked.Decrement(ref inside);
        });
        for (var number = 0; number < 200; number++)
        {
            turns.Start((await Inbox.TakeAsync(Said(number, $"person {number}"), Token))!);
        }

        turns.Start((await Inbox.TakeAsync(Said(1000, "ann", "victim"), Token))!);

        await victim.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        await UntilAsync(() => counts.Count >= 2);
        Assert.InRange(counts.Max(), 2, 3);
        release.SetResult();
        await turns.StopAsync(Token);
    }

    [Fact]
    public async Task Start_ATurnThatFails_IsTriedAgainThenParkedAndItsSenderTold()
    {
        var runs = 0;
        using var turns = Runner((_, _) =>
        {
            runs++;
            throw new InvalidOperationException("secret words");
        });
        turns.Start((await Inbox.TakeAsync(Said(1, "ann"), Token))!);

        await UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _teams.Seen.Count > 0;
        });

        Assert.Equal(3, runs);
        Assert.Contains("it failed 3 times and is put aside", Assert.Single(_teams.Seen).Body.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(await ParkedAsync()).Entry.Runs);
    }

    [Fact]
    [Trait("Attack", "54")]
    public async Task Sweep_ATurnThatEndsTheProcessEveryTime_IsParkedWithoutBeingBegunOnceMore()
    {
        var begun = new ConcurrentQueue<string?>();
        var item = (await Inbox.TakeAsync(Said(1, "ann"), Token))!;
        for (var start = 0; start < 6; start++)
        {
            using var turns = Runner((activity, _) =>
            {
                begun.Enqueue(activity.Id);
                return new TaskCompletionSource().Task;
            });
            var before = begun.Count;
            if (start == 0)
            {
                turns.Start(item);
            }
            else
            {
                await Sweep(turns).RunAsync(Token);
            }

            if (before < 3)
            {
                await UntilAsync(() => begun.Count == before + 1);
            }

            _time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(3, begun.Count);
        Assert.Equal(3, Assert.Single(await ParkedAsync()).Entry.Runs);
    }

    [Fact]
    public async Task Sweep_ParkedAndBroughtBack_RunsFromTheBeginning()
    {
        var run = new TaskCompletionSource();
        var item = (await Inbox.TakeAsync(Said(1, "ann"), Token))!;
        await Inbox.ParkAsync(item with { Entry = item.Entry with { Runs = 3 } }, Token);
        await Inbox.UnparkAsync(Assert.Single(await ParkedAsync()), Token);
        using var turns = Runner((_, _) =>
        {
            run.SetResult();
            return Task.CompletedTask;
        });

        Assert.True(await Sweep(turns).RunAsync(Token));
        await run.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);

        Assert.Empty(await ParkedAsync());
        Assert.Single(_store.Commits, commit => commit.Any(write => write is Core.Records.RecordWrite.Replace { Body: var body } && body.Contains("\"runs\":1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Sweep_ClockBackByAnHour_StillFindsWhatWasLeft()
    {
        await Inbox.TakeAsync(Said(1, "ann"), Token);
        var runs = new TaskCompletionSource();
        using var turns = Runner((_, _) =>
        {
            runs.SetResult();
            return Task.CompletedTask;
        });
        Assert.False(await Sweep(turns).RunAsync(Token));

        _time.AdjustTime(House.Morning.AddHours(-1));

        Assert.True(await Sweep(turns).RunAsync(Token));
        await runs.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
    }

    [Fact]
    public async Task Stop_WhileATurnRuns_WaitsForItAndBeginsNoMore()
    {
        var (begun, release, runs) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        using var turns = Runner(async (_, _) =>
        {
            runs++;
            begun.TrySetResult();
            await release.Task;
        });
        turns.Start((await Inbox.TakeAsync(Said(1, "ann"), Token))!);
        turns.Start((await Inbox.TakeAsync(Said(2, "ann"), Token))!);
        await begun.Task.WaitAsync(Token);

        var stopped = turns.StopAsync(Token);
        Assert.False(stopped.IsCompleted);
        release.SetResult();
        await stopped;

        Assert.Equal(1, runs);
    }

    private TurnRunner Runner(TurnHandler handle) => new(
        new(Inbox, handle, Parking(), _options, _time), _options, _time, NullLogger<TurnRunner>.Instance);

    private TurnParking Parking() => new(Inbox, _teams.Client, _options, NullLogger<TurnParking>.Instance);

    private InboxSweep Sweep(TurnRunner turns) => new(Inbox, turns, Parking(), _options, _time);

    private async Task<List<InboxItem>> ParkedAsync()
    {
        List<InboxItem> found = [];
        for (var shard = 0; shard < ActivityInbox.Shards; shard++)
        {
            await foreach (var item in Inbox.AllParkedAsync(shard, Token))
            {
                found.Add(item);
            }
        }

        return found;
    }

    private Activity Said(int number, string person, string tenant = "flood") => new()
    {
        Type = ActivityTypes.Message,
        Id = $"{number}",
        ServiceUrl = _teams.Reference.ServiceUrl,
        Recipient = new() { Id = "28:app" },
        From = new() { Id = $"29:{person}", AadObjectId = person },
        Conversation = new() { Id = $"19:{tenant}@thread.tacv2", TenantId = tenant },
    };

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (!isTrue())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
