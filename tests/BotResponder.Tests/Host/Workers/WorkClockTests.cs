using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Host.Workers;
using BotResponder.Tests.Samples;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Host.Workers;

/// <summary>Which waits are believed, and which show that the clock was set back.</summary>
public sealed class WorkClockTests
{
    private readonly WorkClock _clock = new(
        Options.Create(new WorkOptions()), Options.Create(new DispatchOptions { SlowestPoll = TimeSpan.FromMinutes(2) }), new FakeTimeProvider(House.Morning));

    [Theory]
    [InlineData(WorkKind.Poll, 1, true)]
    [InlineData(WorkKind.Poll, 15, true)]
    [InlineData(WorkKind.Poll, 16, false)]
    [InlineData(WorkKind.Dispatch, 600, true)]
    [InlineData(WorkKind.Cards, 1, false)]
    public void WaitFor_AnEntryThatIsDueLater_WaitsNoLongerThanAnybodyMeant(WorkKind kind, int minutes, bool waits) =>
        Assert.Equal(waits ? TimeSpan.FromMinutes(minutes) : null, _clock.WaitFor(new(kind, new("abcdefgh.0"), 0, House.Morning.AddMinutes(minutes))));
}
