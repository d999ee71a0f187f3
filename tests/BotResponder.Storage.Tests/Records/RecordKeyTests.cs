using BotResponder.Core.Records;
using CsCheck;

namespace BotResponder.Storage.Tests.Records;

public sealed class RecordKeyTests
{
    /// <summary>Any UTF-16 at all: half surrogates, control characters, and often the characters that escaping itself uses.</summary>
    private static readonly Gen<string> s_text = Gen.OneOf(
            Gen.Char, Gen.Char['\ud800', '\udfff'], Gen.Char['\0', '\u00ff'], Gen.Char["~0123456789abcdef/\\#?"])
        .Array[1, 40]
        .Select(characters => new string(characters));

    [Fact]
    [Trait("Attack", "35")]
    public void Escape_AnyText_ComesBack()
    {
        s_text.Sample(text => Assert.Equal(text, RecordKey.Unescape(RecordKey.Escape(text)), StringComparer.Ordinal));
    }

    [Fact]
    public void Escape_AnyText_IsALegalKey()
    {
        s_text.Sample(text => Assert.Equal(RecordKey.Escape(text), new RecordKey("p", RecordKey.Escape(text)).Row));
    }

    [Fact]
    [Trait("Attack", "35")]
    public void Escape_TwoTexts_NeverCollide()
    {
        Gen.Select(s_text, s_text).Sample((one, other) =>
            Assert.Equal(string.Equals(one, other, StringComparison.Ordinal), RecordKey.Escape(one) == RecordKey.Escape(other)));
    }

    [Fact]
    public void Escape_TextThatLooksEscaped_IsEscapedAgain()
    {
        Assert.NotEqual(RecordKey.Escape("/"), RecordKey.Escape(RecordKey.Escape("/")));
        Assert.Equal("~002f", RecordKey.Unescape(RecordKey.Escape("~002f")));
    }

    [Theory]
    [InlineData("~")]
    [InlineData("~00")]
    [InlineData("a~002")]
    [InlineData("~00zz")]
    public void Unescape_BrokenEscape_Throws(string escaped)
    {
        Assert.Throws<FormatException>(() => RecordKey.Unescape(escaped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("é")]
    public void New_TextThatWasNotEscaped_Throws(string part)
    {
        Assert.Throws<ArgumentException>(() => new RecordKey("p", part));
        Assert.Throws<ArgumentException>(() => new RecordKey(part, "r"));
    }

    [Fact]
    public void New_TooLong_Throws()
    {
        Assert.Throws<ArgumentException>(() => new RecordKey("p", new string('x', RecordKey.MaxLength + 1)));
    }
}
