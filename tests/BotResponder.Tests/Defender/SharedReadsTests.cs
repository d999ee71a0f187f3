using System.Collections.Immutable;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;

namespace BotResponder.Tests.Defender;

public sealed class SharedReadsTests
{
    private readonly List<string> _calls = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Result<ImmutableDictionary<int, string>>? _list;

    [Fact]
    public async Task Read_Alone_IsReadByItsIdAtOnce()
    {
        _first.SetResult();

        Assert.Equal("one 1", (await Reads().ReadAsync(1, TestContext.Current.CancellationToken)).Value);
        Assert.Equal(["one 1"], _calls);
    }

    [Fact]
    public async Task Read_SeveralWhileOneIsUnderWay_ShareLists()
    {
        var reads = Reads();
        var asked = Ask(reads, 1, 2, 3, 4, 5, 3);

        _first.SetResult();
        var answers = await Task.WhenAll(asked);

        Assert.Equal(["one 1", "list 2", "list 3", "list 4", "one 5", "list 3"], answers.Select(answer => answer.Value));
        Assert.Equal(["one 1", "several 2,3,4", "one 5"], _calls);
    }

    [Fact]
    public async Task Read_MissingInTheList_IsReadByItsId()
    {
        _list = ImmutableDictionary<int, string>.Empty.Add(2, "list 2");
        var asked = Ask(Reads(), 1, 2, 3);

        _first.SetResult();
        var answers = await Task.WhenAll(asked);

        Assert.Equal(["one 1", "list 2", "one 3"], answers.Select(answer => answer.Value));
    }

    [Fact]
    public async Task Read_ListThrottled_AnswersAllOfThemWithoutAnotherCall()
    {
        _list = new Problem.Throttled("slow", TimeSpan.FromSeconds(9));
        var asked = Ask(Reads(), 1, 2, 3);

        _first.SetResult();
        var answers = await Task.WhenAll(asked);

        Assert.All(answers[1..], answer => Assert.IsType<Problem.Throttled>(answer.Problem));
        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task Read_ListRefused_AsksForEachById()
    {
        _list = new Problem.Refused("no such filter");
        var asked = Ask(Reads(), 1, 2, 3);

        _first.SetResult();
        var answers = await Task.WhenAll(asked);

        Assert.Equal(["one 1", "one 2", "one 3"], answers.Select(answer => answer.Value));
    }

    [Fact]
    public async Task Read_CallerGoesAway_LeavesTheOthersAlone()
    {
        using var goes = new CancellationTokenSource();
        var reads = Reads();
        var asked = Ask(reads, 1, 2);
        var gone = reads.ReadAsync(2, goes.Token);

        await goes.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        _first.SetResult();

        Assert.Equal("one 2", (await asked[1]).Value);
    }

    [Fact]
    public async Task Read_BugInACall_IsHeardByItsCallersAndNotByTheNext()
    {
        var reads = Reads();
        var asked = Ask(reads, 1, 2, 3);
        _list = null;
        _bug = true;

        _first.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => asked[1]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => asked[2]);
        Assert.Equal("one 4", (await reads.ReadAsync(4, TestContext.Current.CancellationToken)).Value);
    }

    private bool _bug;

    private static Task<Result<string>>[] Ask(SharedReads<int, string> reads, params int[] keys) =>
        [.. keys.Select(key => reads.ReadAsync(key, TestContext.Current.CancellationToken))];

    private SharedReads<int, string> Reads() => new(
        async key =>
        {
            Note($"one {key}");
            await _first.Task;
            return $"one {key}";
        },
        keys =>
        {
            Note($"several {string.Join(',', keys.Order())}");
            return _bug ? throw new InvalidOperationException("a bug") : Task.FromResult(_list ?? keys.ToImmutableDictionary(key => key, key => $"list {key}"));
        },
        most: 3);

    private void Note(string call)
    {
        lock (_calls)
        {
            _calls.Add(call);
        }
    }
}
