using BotResponder.Core.Commands;
using CsCheck;

namespace BotResponder.Tests.Commands;

public sealed class SuggestionTests
{
    private static readonly Gen<string> Word = Gen.Char["abc"].Array[0, 8].Select(letters => new string(letters));

    [Fact]
    public void Slips_AnyWords_AreTheSameBothWays() => Gen.Select(Word, Word).Sample((left, right) =>
        Assert.Equal(Suggestion.Slips(left, right, 10), Suggestion.Slips(right, left, 10)));

    [Fact]
    public void Slips_AnyWords_AreNoneOnlyForTheSameWord() => Gen.Select(Word, Word).Sample((left, right) =>
        Assert.Equal(left == right, Suggestion.Slips(left, right, 10) == 0));

    [Fact]
    public void Slips_AnyWords_AreBetweenTheDifferenceAndTheLongerLength() => Gen.Select(Word, Word).Sample((left, right) =>
        Assert.InRange(Suggestion.Slips(left, right, 10), Math.Abs(left.Length - right.Length), Math.Max(left.Length, right.Length)));

    [Theory]
    [InlineData("isolate", "islate", 1)]
    [InlineData("isolate", "isoalte", 1)]
    [InlineData("isolate", "isolatee", 1)]
    [InlineData("isolate", "isulate", 1)]
    [InlineData("isolate", "release", 5)]
    [InlineData("", "abc", 3)]
    public void Slips_KnownWords_AreCounted(string left, string right, int slips) => Assert.Equal(slips, Suggestion.Slips(left, right, 10));

    [Theory]
    [InlineData("islate", "isolate")]
    [InlineData("ISOALTE", "isolate")]
    [InlineData("relaese", "release")]
    [InlineData("frobnicate", null)]
    [InlineData("", null)]
    [InlineData("xyz", null)]
    public void Nearest_Typed_IsTheFewestSlipsAway(string typed, string? nearest) =>
        Assert.Equal(nearest, Suggestion.Nearest(typed, ["isolate", "release", "disable"]));

    [Fact]
    public void Nearest_Tie_GoesToTheFirst() => Assert.Equal("enable", Suggestion.Nearest("enablx", ["enable", "enably"]));

    [Theory]
    [InlineData("short", "“short”")]
    [InlineData("a\u202Eb\u0000c\u2028d", "“abcd”")]
    public void Quote_Text_IsQuotedWithoutWhatCannotBeSeen(string text, string quoted) => Assert.Equal(quoted, Suggestion.Quote(text));

    [Fact]
    public void Quote_LongText_IsCutBetweenCharacters()
    {
        var cut = Suggestion.Quote(new string('x', 39) + "😀😀");

        Assert.Equal($"“{new string('x', 39)}…”", cut);
        Assert.Equal($"“{new string('x', 40)}…”", Suggestion.Quote(new string('x', 41)));
    }
}
