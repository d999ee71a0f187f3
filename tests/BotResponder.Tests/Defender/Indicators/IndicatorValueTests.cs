using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Indicators;
using CsCheck;

namespace BotResponder.Tests.Defender.Indicators;

public sealed class IndicatorValueTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["'\"\\; /|\n\r\u2028\u2019%$()=:@#?&.-_xhtp0123456789abcdef[]\ud83d\ude00\u0430"], 0, 60],
        Gen.String[Gen.Char["abcdef.-/%?#[]:@'\" "], 0, 40].Select(text => "https://" + text));

    [Theory]
    [InlineData("D41D8CD98F00B204E9800998ECF8427E", "FileMd5", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", "FileSha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "FileSha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("203.0.113.7", "IpAddress", "203.0.113.7")]
    [InlineData("203[.]0[.]113[.]7", "IpAddress", "203.0.113.7")]
    [InlineData("2001:DB8:0:0::1", "IpAddress", "2001:db8::1")]
    [InlineData("::ffff:203.0.113.7", "IpAddress", "203.0.113.7")]
    [InlineData("EVIL.example.", "DomainName", "evil.example")]
    [InlineData("evil(dot)example", "DomainName", "evil.example")]
    [InlineData("bücher.example", "DomainName", "xn--bcher-kva.example")]
    [InlineData("hxxps://Evil[.]example/Login?a=b#here", "Url", "https://evil.example/Login?a=b")]
    [InlineData("hxxp[:]//evil[.]example", "Url", "http://evil.example/")]
    [InlineData("http://203.0.113.7:8080/a", "Url", "http://203.0.113.7:8080/a")]
    [InlineData("https://evil.example:443/a b", "Url", "https://evil.example/a%20b")]
    public void Read_EveryKind_IsWrittenInOneWay(string typed, string type, string text)
    {
        var value = IndicatorValue.Read(typed).Value;

        Assert.Equal((type, text), (value.Type.ToString(), value.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("evil")]
    [InlineData("*.evil.example")]
    [InlineData("-evil.example")]
    [InlineData("evil..example")]
    [InlineData("evil.example/path")]
    [InlineData("ann@evil.example")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4/24")]
    [InlineData("010.0.0.1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("ftp://evil.example/a")]
    [InlineData("https://ann:secret@evil.example/")]
    [InlineData("javascript://evil.example/%0aalert(1)")]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd8070")]
    public void Read_AnythingElse_IsMalformed(string typed) => Assert.IsType<Problem.Malformed>(IndicatorValue.Read(typed).Problem);

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("http://10.1.2.3/a")]
    [InlineData("http://[::1]/")]
    public void Read_AddressThatIsNobodysOnTheInternet_IsMalformed(string typed) =>
        Assert.Contains("no indicator is made of it", Assert.IsType<Problem.Malformed>(IndicatorValue.Read(typed).Problem).Sentence, StringComparison.Ordinal);

    [Theory]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("11.0.0.1")]
    public void Read_AddressBesideAReservedRange_IsOne(string typed) => Assert.Equal(typed, IndicatorValue.Read(typed).Value.Text);

    [Fact]
    public void Read_AnyText_IsRefusedOrStaysWhatItIsWhenReadAgain() => Hostile.Sample(text =>
    {
        if (IndicatorValue.Read(text).TryGetValue(out var value, out _))
        {
            Assert.Equal(value, IndicatorValue.Read(value.Text).Value);
            Assert.All(value.Text, letter => Assert.InRange(letter, '!', '~'));
        }
    });

    /// <summary>What is accepted can neither end the literal of a filter nor the path of a call.</summary>
    [Fact]
    public void Read_AnyText_NeverChangesAFilter() => Hostile.Sample(text =>
    {
        if (IndicatorValue.Read(text).TryGetValue(out var value, out _))
        {
            var filter = ODataFilter.Equal(ODataField.IndicatorValue, value.Text);

            Assert.Equal($"indicatorValue eq '{value.Text.Replace("'", "''", StringComparison.Ordinal)}'", filter.Text);
            Assert.DoesNotContain(filter.QueryOption["$filter=".Length..], letter => letter is '&' or '#' or '?' or '/' or ' ' or '\'');
        }
    });

    [Fact]
    public void TryParse_AnyText_GivesAnIdThatIsSafeInAPath() => Hostile.Sample(text =>
        Assert.True(!IndicatorId.TryParse(text, out var id) || id.Value.All(char.IsAsciiDigit)));

    [Theory]
    [InlineData(null, 90 * 24)]
    [InlineData("12h", 12)]
    [InlineData("30D", 30 * 24)]
    public void Lifetime_Typed_IsHours(string? typed, int hours) => Assert.Equal(TimeSpan.FromHours(hours), Lifetime.Read(typed).Value);

    [Fact]
    public void Lifetime_Ever_HasNoEnd() => Assert.Null(Lifetime.Read("Ever").Value);

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("30")]
    [InlineData("30m")]
    [InlineData("3651d")]
    [InlineData("999999999999d")]
    public void Lifetime_AnythingElse_IsMalformed(string typed) => Assert.IsType<Problem.Malformed>(Lifetime.Read(typed).Problem);
}
