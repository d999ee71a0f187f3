using System.Globalization;
using System.Text;
using BotResponder.Defender.Api;
using CsCheck;

namespace BotResponder.Tests.Defender;

public sealed class EscapingTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["'\"\\; /|\n\r\u2028\u2019%$()=eqor\ud83d\ude00"], 0, 40]);

    [Fact]
    public void ODataFilter_AnyText_IsOneLiteralEqualToIt() => Hostile.Sample(text =>
    {
        var filter = ODataFilter.Equal(ODataField.ComputerDnsName, text);

        Assert.Equal(text, ReadOData(filter.Text, "computerDnsName eq '", "'"));
    });

    [Fact]
    public void ODataStartsWith_AnyText_IsOneLiteralEqualToIt() => Hostile.Sample(text =>
    {
        var filter = ODataFilter.StartsWith(ODataField.ComputerDnsName, text);

        Assert.Equal(text, ReadOData(filter.Text, "startswith(computerDnsName,'", "')"));
    });

    [Fact]
    public void ODataAnyOf_AnyTexts_AreAsManyLiteralsEach() => Gen.Select(Hostile, Hostile).Sample((one, other) =>
    {
        var filter = ODataFilter.AnyOf(ODataField.Id, [one, other]);

        Assert.Equal($"{ODataFilter.Equal(ODataField.Id, one).Text} or {ODataFilter.Equal(ODataField.Id, other).Text}", filter.Text);
    });

    [Fact]
    public void ODataQueryOption_AnyText_HasNoCharacterThatEndsAQueryAndDecodesToIt() => Hostile.Sample(text =>
    {
        var option = ODataFilter.Equal(ODataField.MachineId, text).QueryOption["$filter=".Length..];

        Assert.DoesNotContain(option, character => character is '&' or '#' or '?' or '/' or ' ' or '\'' || !char.IsAscii(character));
        Assert.Equal(WellFormed($"machineId eq '{text.Replace("'", "''", StringComparison.Ordinal)}'"), Uri.UnescapeDataString(option));
    });

    [Fact]
    public void KqlLiteral_AnyText_IsOneAsciiLiteralEqualToIt() => Hostile.Sample(text =>
    {
        var literal = KqlLiteral.Of(text).ToString();

        Assert.All(literal, character => Assert.InRange(character, ' ', '~'));
        Assert.Equal(text, ReadKql(literal));
    });

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../../alerts")]
    [InlineData("1e5bc9d7e413ddd7902c2932e418702b84d0cc0%2f")]
    [InlineData("1e5bc9d7e413ddd7902c2932e418702b84d0cc0/")]
    [InlineData("1e5bc9d7e413ddd7902c2932e418702b84d0cc07\n")]
    [InlineData("1e5bc9d7e413ddd7902c2932e418702b84d0cc0٧")]
    [InlineData(" 1e5bc9d7e413ddd7902c2932e418702b84d0cc07")]
    [InlineData("{8f0c2d1e-5b1a-4c1e-9f43-0d6c1c6b2f10}")]
    [InlineData("8f0c2d1e5b1a4c1e9f430d6c1c6b2f10")]
    public void TryParse_TextOfAnotherShape_IsNoId(string text)
    {
        Assert.False(DeviceId.TryParse(text, out _));
        Assert.False(MachineActionId.TryParse(text, out _));
    }

    [Fact]
    public void TryParse_AnyText_GivesAnIdThatIsSafeInAPath() => Hostile.Sample(text =>
    {
        var isDevice = DeviceId.TryParse(text, out var device);
        var isAction = MachineActionId.TryParse(text, out var action);

        Assert.True(!isDevice || device.Value.All(char.IsAsciiHexDigitLower));
        Assert.True(!isAction || action.Value.All(character => char.IsAsciiHexDigitLower(character) || character == '-'));
    });

    [Fact]
    public void PlainLine_AnyText_IsOneLineWithinTheLimitAndWellFormed() => Hostile.Sample(text =>
    {
        var line = PlainLine.Of(text, 10);

        Assert.True(line.Length <= 10);
        Assert.DoesNotContain(line, char.IsControl);
        Assert.Equal(line, WellFormed(line));
    });

    /// <summary>A reader of its own: the text of one OData literal that must end exactly where the expression does.</summary>
    private static string ReadOData(string filter, string before, string after)
    {
        Assert.StartsWith(before, filter, StringComparison.Ordinal);
        var text = new StringBuilder();
        var index = before.Length;
        while (filter[index] != '\'' || (index + 1 < filter.Length && filter[index + 1] == '\''))
        {
            index += filter[index] == '\'' ? 1 : 0;
            text.Append(filter[index++]);
        }

        Assert.Equal(after, filter[index..]);
        return text.ToString();
    }

    private static string ReadKql(string literal)
    {
        Assert.Equal('"', literal[0]);
        var text = new StringBuilder();
        var index = 1;
        while (literal[index] != '"')
        {
            if (literal[index] != '\\')
            {
                text.Append(literal[index++]);
            }
            else if (literal[index + 1] == 'u')
            {
                text.Append((char)int.Parse(literal.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                index += 6;
            }
            else
            {
                text.Append(literal[index + 1]);
                index += 2;
            }
        }

        Assert.Equal(literal.Length - 1, index);
        return text.ToString();
    }

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
