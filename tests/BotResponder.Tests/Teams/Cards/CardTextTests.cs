using System.Text;
using System.Text.RegularExpressions;
using BotResponder.Teams.Cards;
using CsCheck;

namespace BotResponder.Tests.Teams.Cards;

public sealed class CardTextTests
{
    private static readonly Gen<string> AnyText = Gen.OneOf(
            Gen.Char["\\`*_~[]()<>{}|&@!#+-=.:/ \n\r\t1aé\u202E\u200B\uD83D\uDE00\u0301"], Gen.Char)
        .Array[0, 60].Select(characters => new string(characters));

    [Fact]
    public void Theirs_HostileCorpus_ShowsLiterally()
    {
        Assert.All(HostileTexts.All, ShowsLiterally);
    }

    [Fact]
    public void Theirs_AnyText_ShowsLiterally()
    {
        AnyText.Sample(ShowsLiterally, iter: 5_000);
    }

    [Fact]
    public void Theirs_BesideOurs_StillNoMarkup()
    {
        Gen.Select(AnyText, AnyText).Sample(
            (one, other) =>
            {
                var joined = CardText.Theirs(one) + CardText.Theirs(other);
                Assert.Equal(joined.Plain, Rendered(joined.Markdown));
                Assert.DoesNotMatch(LinkLike, WithEscapesBroken(joined.Markdown));
            },
            iter: 2_000);
    }

    [Theory]
    [InlineData("WS-042", "WS-042")]
    [InlineData("10.0.0.5", @"10.0.0.5")]
    [InlineData("**x**", @"\*\*x\*\*")]
    [InlineData("a\nb", "a⏎b")]
    [InlineData("a \n b", "a ⏎ b")]
    [InlineData("\u202Egnp.exe", @"⟦U+202E⟧gnp\.exe")]
    [InlineData("https://a", @"https\://a")]
    [InlineData("- x", @"\- x")]
    [InlineData("1. x", @"1\. x")]
    [InlineData("Łódź 😀", "Łódź 😀")]
    [InlineData("\U000E0041", "⟦U+E0041⟧")]
    [InlineData(null, "")]
    public void Theirs_ByText_IsEscapedNoMoreThanNeeded(string? text, string markdown)
    {
        Assert.Equal(markdown, CardText.Theirs(text).Markdown);
    }

    [Theory]
    [InlineData("12345", 5, "12345")]
    [InlineData("12345   ", 5, "12345")]
    [InlineData("123456", 5, "12345… (cut)")]
    [InlineData("1234😀", 5, "1234… (cut)")]
    [InlineData("123😀", 5, "123😀")]
    [InlineData("12\u202E5", 5, "12… (cut)")]
    [InlineData("1234  56", 5, "1234… (cut)")]
    public void Theirs_TooLong_IsCutWithAMark(string text, int maxLength, string plain)
    {
        Assert.Equal(plain, CardText.Theirs(text, maxLength).Plain);
    }

    [Fact]
    public void Theirs_HalfACharacter_IsWrittenOut()
    {
        Assert.Equal("x⟦U+D83D⟧", CardText.Theirs("x\uD83D").Plain);
    }

    [Fact]
    public void Ours_WithHoles_EscapesTheHolesOnly()
    {
        var text = CardText.Ours($"**{CardText.Theirs("*x*")}** needs {2} approvals");

        Assert.Equal(@"**\*x\*** needs 2 approvals", text.Markdown);
        Assert.Equal("***x*** needs 2 approvals", text.Plain);
    }

    [Fact]
    public void Join_Parts_SeparatesThem()
    {
        Assert.Equal(@"\*, b", CardText.Join(", ", [CardText.Theirs("*"), CardText.Theirs("b")]).Markdown);
        Assert.True(CardText.Join(", ", []).IsEmpty);
    }

    [Theory]
    [InlineData("Ann Lee", "<at>Ann Lee</at>")]
    [InlineData("A & B", "<at>A &amp; B</at>")]
    [InlineData("</at><at>Everyone", "<at>at  at Everyone</at>")]
    [InlineData("**x** [y](z)", "<at>x    y  z</at>")]
    [InlineData("", "<at>person</at>")]
    public void Mention_ByName_TextEqualsEntity(string name, string expected)
    {
        var mention = new Mention("29:ann", name);

        Assert.Equal(expected, mention.InText.Markdown);
        Assert.Equal(expected, mention.Entity.Text);
    }

    private const string LinkLike = @"://|(?i:www\.)|(?i:mailto:)|\w@|\w\.\p{L}|^//";

    private static void ShowsLiterally(string hostile)
    {
        var text = CardText.Theirs(hostile, 1000);

        Assert.Equal(text.Plain, Rendered(text.Markdown));
        Assert.DoesNotMatch(LinkLike, WithEscapesBroken(text.Markdown));
        Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]", text.Plain);
        Assert.True(Encoding.UTF8.GetByteCount(text.Plain) > 0 || string.IsNullOrWhiteSpace(hostile));
        Assert.Equal(text.Plain, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Plain)));
    }

    /// <summary>A reader of its own: gives the literal text, and fails on anything that CommonMark could take for markup.</summary>
    private static string Rendered(string markdown)
    {
        var literal = new StringBuilder();
        for (var index = 0; index < markdown.Length; index++)
        {
            if (markdown[index] == '\\' && index + 1 < markdown.Length && (char.IsAsciiLetterOrDigit(markdown[index + 1]) || markdown[index + 1] > 126))
            {
                Assert.Fail($"A backslash that would show: {markdown}");
            }

            if (markdown[index] == '\\')
            {
                literal.Append(markdown[++index]);
                continue;
            }

            Assert.DoesNotContain(markdown[index], "\\`*_~[]()<>{}|&@!\n\r");
            literal.Append(markdown[index]);
        }

        Assert.DoesNotMatch(@"^(\s|#|\+|-|=|\d+[.)](\s|$))", markdown);
        return literal.ToString();
    }

    private static string WithEscapesBroken(string markdown) => Regex.Replace(markdown, @"\\.", "\u0001");
}
