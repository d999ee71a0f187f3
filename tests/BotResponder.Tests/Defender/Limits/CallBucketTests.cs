using BotResponder.Core.Results;
using BotResponder.Defender;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Defender.Limits;

public sealed class CallBucketTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _goes = new();
    private CallBucket _bucket;

    public CallBucketTests() => _bucket = Bucket(new() { BackgroundWait = TimeSpan.FromSeconds(90) });

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _bucket.Dispose();
        _goes.Dispose();
    }

    [Fact]
    public async Task Admit_MoreThanAMinuteAllows_LetsTheOthersLeaveInOrderAndInTime()
    {
        var calls = Work(250);

        Assert.Equal(100, calls[..200].Count(call => call.IsCompleted));
        _time.Advance(TimeSpan.FromMilliseconds(60_999));
        Assert.Equal(100, calls[..200].Count(call => call.IsCompleted));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.All(await Task.WhenAll(calls[..200]), Assert.Null);
        Assert.IsType<Problem.Throttled>(await calls[200]);
        Assert.Equal(0, _bucket.State.Waiting);
    }

    [Fact]
    public async Task Admit_TurnLaterThanPatience_IsToldAtOnceWhenAndWhy()
    {
        var calls = Work(230);

        var problem = Assert.IsType<Problem.Throttled>(await calls[229]);

        Assert.Equal(TimeSpan.FromSeconds(122), problem.RetryAfter);
        Assert.Equal(
            "The bot holds its own calls back: Microsoft allows 100 a minute and 1500 an hour to read one device in a tenant, and 100 are before this one. "
            + "Nothing was done; it may be tried again in 122 s.",
            problem.Sentence);
    }

    [Fact]
    public async Task Admit_APersonAmongTheBotsOwnWork_GoesFirst()
    {
        var work = Work(110);
        _time.Advance(TimeSpan.FromSeconds(57));

        var person = _bucket.AdmitAsync(Urgency.Interactive, Cancelled);
        Assert.False(person.IsCompleted);
        var earlier = Work(90, begun: 110);
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Null(await person);
        await Task.WhenAll(work);
        await Task.WhenAll(earlier[..89]);
        Assert.False(earlier[89].IsCompleted);
    }

    [Fact]
    public async Task Admit_APersonWhoseTurnIsFar_IsToldAfterNoWaitAtAll()
    {
        _ = Work(110);

        var problem = Assert.IsType<Problem.Throttled>(await _bucket.AdmitAsync(Urgency.Interactive, Cancelled));

        Assert.Equal(TimeSpan.FromSeconds(61), problem.RetryAfter);
        Assert.Contains("0 are before this one", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admit_FullLine_IsRefusedAndTheLineStays()
    {
        _bucket = Bucket(new() { BackgroundWait = TimeSpan.FromSeconds(90), MostWaiting = 3 });

        var calls = Work(104);

        Assert.True(calls[103].IsCompleted);
        Assert.IsType<Problem.Throttled>(await calls[103]);
        Assert.Equal(3, _bucket.State.Waiting);
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Null(await calls[102]);
    }

    [Fact]
    public async Task Admit_OvertakenUntilPatienceEnds_IsToldThen()
    {
        _bucket = Bucket(new() { BackgroundWait = TimeSpan.FromSeconds(62), InteractiveWait = TimeSpan.FromSeconds(30) });
        _ = Work(100);
        var work = _bucket.AdmitAsync(Urgency.Background, Cancelled);
        _time.Advance(TimeSpan.FromSeconds(55));
        var people = Enumerable.Range(0, 100).Select(_ => _bucket.AdmitAsync(Urgency.Interactive, Cancelled)).ToArray();

        _time.Advance(TimeSpan.FromSeconds(6));
        await Task.WhenAll(people);
        Leave(100);
        Assert.False(work.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(60), Assert.IsType<Problem.Throttled>(await work).RetryAfter);
    }

    [Fact]
    public async Task Admit_CallerGoesAway_GivesThePlaceToTheNext()
    {
        _ = Work(100);
        var gone = _bucket.AdmitAsync(Urgency.Background, _goes.Token);
        var next = Work(100, begun: 101);

        await _goes.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.All(await Task.WhenAll(next[..99]), Assert.Null);
    }

    [Fact]
    public async Task Close_UntilRetryAfterHasPassed_LetsNothingLeave()
    {
        _bucket.Close(TimeSpan.FromSeconds(40));

        Assert.Equal(TimeSpan.FromSeconds(40), Assert.IsType<Problem.Throttled>(_bucket.Check()).RetryAfter);
        var person = Assert.IsType<Problem.Throttled>(await _bucket.AdmitAsync(Urgency.Interactive, Cancelled));
        var work = _bucket.AdmitAsync(Urgency.Background, Cancelled);
        _time.Advance(TimeSpan.FromSeconds(39));
        Assert.False(work.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await work);
        Assert.Null(_bucket.Check());
        Assert.Equal("Defender asked the bot to slow down. Nothing was done; it may be tried again in 40 s.", person.Sentence);
    }

    [Fact]
    public void Close_ForDays_IsAMistakeAndLastsAnHour()
    {
        _bucket.Close(TimeSpan.FromDays(10_000));

        Assert.Equal(TimeSpan.FromHours(1), Assert.IsType<Problem.Throttled>(_bucket.Check()).RetryAfter);
    }

    [Fact]
    public void TryAdmit_OnlyWhenOneIsFreeAndNobodyWaits()
    {
        Assert.True(_bucket.TryAdmit());
        _ = Work(99);

        Assert.False(_bucket.TryAdmit());
    }

    [Fact]
    public async Task Dispose_WithAWaitingCaller_SaysThatNothingWasDone()
    {
        var calls = Work(101);

        _bucket.Dispose();

        Assert.IsType<Problem.Unavailable>(await calls[100]);
    }

    private CallBucket Bucket(DefenderOptions options) => new(Endpoint.GetMachine, options, _time);

    /// <summary>Calls of the bot's own that ask in order; those that are admitted at once leave at once.</summary>
    /// <param name="begun">So many were asked for before.</param>
    private Task<Problem?>[] Work(int count, int begun = 0)
    {
        var calls = Enumerable.Range(0, count).Select(_ => _bucket.AdmitAsync(Urgency.Background, Cancelled)).ToArray();
        Leave(begun < 100 ? Math.Min(count, 100 - begun) : 0);
        return calls;
    }

    private void Leave(int count)
    {
        for (var call = 0; call < count; call++)
        {
            _bucket.Leave();
        }
    }
}
