using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Defender.Limits;

public sealed class CircuitTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Circuit _circuit;

    public CircuitTests() => _circuit = new("Defender", new CustomerId("t"), new() { CircuitFailures = 3 }, _time, NullLogger.Instance);

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Failed_InARow_OpensAtTheNumberSet(int failures, bool isOpen)
    {
        Fail(failures);

        Assert.Equal(isOpen, _circuit.IsOpen);
        Assert.Equal(isOpen, _circuit.Enter() is Problem.Unavailable);
    }

    [Fact]
    public void Failed_WithASuccessBetween_CountsAnew()
    {
        Fail(2);
        _circuit.Succeeded();
        Fail(2);

        Assert.Null(_circuit.Enter());
    }

    [Fact]
    public void Failed_FurtherApartThanAMinute_SaysNothing()
    {
        Fail(2);
        _time.Advance(TimeSpan.FromSeconds(61));
        Fail(2);

        Assert.Null(_circuit.Enter());
    }

    [Fact]
    public void Enter_AfterTheRest_LetsOneTryAndItsSuccessClosesForAll()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(_circuit.Check());
        Assert.Null(_circuit.Enter());
        Assert.NotNull(_circuit.Enter());
        _circuit.Succeeded();

        Assert.Null(_circuit.Enter());
        Assert.Null(_circuit.Enter());
    }

    [Fact]
    public void Enter_TrialThatFails_RestsAgain()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(_circuit.Enter());
        _time.Advance(TimeSpan.FromSeconds(10));
        Fail(1);

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.NotNull(_circuit.Enter());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_circuit.Enter());
    }

    [Fact]
    public void Enter_TrialThatIsNeverHeardOf_IsFollowedByAnother()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(_circuit.Enter());
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(_circuit.Enter());
    }

    [Fact]
    public void Enter_Open_SaysWhenItIsTriedAgain()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(18.5));

        Assert.Equal(
            "Defender has not answered in this tenant for a while, so the bot asks it again only in 12 s. Nothing was done; try again then.",
            _circuit.Enter()!.Sentence);
    }

    private void Fail(int times)
    {
        for (var time = 0; time < times; time++)
        {
            _circuit.Failed();
        }
    }
}
