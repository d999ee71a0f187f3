using System.Globalization;
using BotResponder.Core.People;
using BotResponder.Host.Chat;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Host.Chat;

[Trait("Attack", "17")]
public sealed class CodeGuessesTests
{
    private static readonly PersonId Ann = new("tenant", "ann");
    private static readonly PersonId Bo = new("tenant", "bo");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Check_AfterTheLastWrongCode_RefusesThatPersonOnly()
    {
        var guesses = new CodeGuesses(_time);
        for (var wrong = 0; wrong < CodeGuesses.MostWrong; wrong++)
        {
            Assert.Null(guesses.Check(Ann));
            guesses.Wrong(Ann);
        }

        Assert.Contains("type a code again in 10 min", guesses.Check(Ann)?.Sentence, StringComparison.Ordinal);
        Assert.Null(guesses.Check(Bo));
    }

    [Fact]
    public void Check_WindowIsOver_AllowsAndCountsAnew()
    {
        var guesses = new CodeGuesses(_time);
        Fill(guesses, Ann);
        _time.Advance(CodeGuesses.Window - TimeSpan.FromSeconds(1));
        Assert.NotNull(guesses.Check(Ann));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(guesses.Check(Ann));
        guesses.Wrong(Ann);
        Assert.Null(guesses.Check(Ann));
    }

    [Fact]
    public void Wrong_ByMorePeopleThanAreRemembered_ForgetsTheLongestAgo()
    {
        var guesses = new CodeGuesses(_time);
        Fill(guesses, Ann);
        _time.Advance(TimeSpan.FromSeconds(1));
        Fill(guesses, Bo);
        for (var person = 0; person < CodeGuesses.MostPeople - 1; person++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            guesses.Wrong(new("tenant", person.ToString(CultureInfo.InvariantCulture)));
        }

        Assert.Equal(CodeGuesses.MostPeople, guesses.Remembered);
        Assert.Null(guesses.Check(Ann));
        Assert.NotNull(guesses.Check(Bo));
    }

    private static void Fill(CodeGuesses guesses, PersonId person)
    {
        for (var wrong = 0; wrong < CodeGuesses.MostWrong; wrong++)
        {
            guesses.Wrong(person);
        }
    }
}
