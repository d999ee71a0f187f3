using System.Diagnostics;
using BotResponder.Host.Extension;
using BotResponder.Teams.Activities;
using CsCheck;

namespace BotResponder.Tests.Host.Extension;

/// <summary>What is found in a message, as values.</summary>
public sealed class MessageTargetsTests
{
    private static readonly string[] s_pieces = ["ws-042", "a@b.cd", "1.2.3.4", "::2", "http://x.y/z", "[.]", " ", "\n", "d41d8cd98f00b204e9800998ecf8427e"];

    [Theory]
    [InlineData("isolate WS-042 now", "Device WS-042")]
    [InlineData("(ws-042.contoso.com)", "Device ws-042.contoso.com")]
    [InlineData("DESKTOP42, SRV-DB-01.", "Device DESKTOP42", "Device SRV-DB-01")]
    [InlineData("mail from Kim.Berg+x@Contoso.com!", "Account Kim.Berg+x@Contoso.com")]
    [InlineData("kim[@]contoso[.]com and kim(at)contoso(dot)com", "Account kim@contoso.com")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e", "File d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("SHA1: DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", "File da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.", "File e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("to 203.0.113.7:443", "Address 203.0.113.7")]
    [InlineData("to 203[.]0[.]113[.]7", "Address 203.0.113.7")]
    [InlineData("to 2001:db8::1 and 2001:DB8:0:0:0:0:0:1", "Address 2001:db8::1")]
    [InlineData("hxxps://evil[.]example/a?b=c.", "Url https://evil.example/a?b=c")]
    [InlineData("hxxp[:]//evil(.)example", "Url http://evil.example")]
    [InlineData("see https://ws-042.contoso.com/x", "Url https://ws-042.contoso.com/x")]
    [InlineData("WS-042 ws-042 Ws-042", "Device WS-042")]
    [InlineData("ws-042 kim@contoso.com 203.0.113.7", "Device ws-042", "Account kim@contoso.com", "Address 203.0.113.7")]
    public void Find_ByExample_IsWhatAnAnalystMeans(string text, params string[] found) => Assert.Equal(found, Shown(text));

    [Theory]
    [InlineData("lunch at 12:30, follow-up on Monday")]
    [InlineData("R-4F7K2 CVE-2024-12345 KB5034441 SHA256 UTF-8 T1059 MD5")]
    [InlineData("invoice.exe report.pdf a.b")]
    [InlineData("1.2.3 999.1.1.1 0.0.0.0 127.0.0.1 ::1 ::")]
    [InlineData("std::vector 10:31:05 d41d8cd98f00b204e9800998ecf8427")]
    [InlineData("_ws042_ ws- -42 @ .com")]
    [InlineData("")]
    public void Find_OtherWords_IsNothing(string text) => Assert.Empty(Shown(text));

    [Fact]
    public void Find_MoreThanCanBeRead_OffersTwentyOfASort() =>
        Assert.Equal(MessageTargets.MostOfASort, MessageTargets.Find(string.Join(' ', Enumerable.Range(1, 500).Select(number => $"ws-{number}"))).Length);

    /// <summary>What is carried from step to step is read again: it must be the same.</summary>
    [Fact]
    public void Find_OfWhatWasFound_IsTheSame() =>
        Gen.OneOf(Gen.String, Gen.Int[0, s_pieces.Length - 1].Select(index => s_pieces[index])).List[0, 20].Sample(pieces =>
        {
            var found = MessageTargets.Find(string.Concat(pieces));
            Assert.Equal(found, MessageTargets.Find(string.Join('\n', found.Select(target => target.Text))));
        });

    [Theory]
    [InlineData("a@")]
    [InlineData("a-")]
    [InlineData("a.")]
    [InlineData(":")]
    [InlineData("1.")]
    [InlineData("http://")]
    [InlineData("<a href=\"")]
    [InlineData("<")]
    [InlineData("&#x26;")]
    [InlineData("hxxp[.](dot)")]
    [Trait("Attack", "48")]
    public void Find_TextMadeToTakeLong_TakesTimeByItsLengthOnly(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, ExtensionMessage.MaxLength / piece.Length));
        _ = MessageTargets.Find(MessageText.Of(new(text, IsHtml: true)));

        var watch = Stopwatch.StartNew();
        _ = MessageTargets.Find(MessageText.Of(new(text, IsHtml: true)));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("<div><p>ws-042</p><p>ws-043</p></div>", true, "ws-042 ws-043")]
    [InlineData("ws-042<br>ws-043", true, "ws-042 ws-043")]
    [InlineData("<b>a</b>&nbsp;&amp;lt;b&gt;", true, "a &lt;b>")]
    [InlineData("<a href=\"https://x.example/?a=1&amp;b=2\">here</a>", true, "https://x.example/?a=1&b=2 here")]
    [InlineData("a < b", false, "a < b")]
    [InlineData("a <never closed", true, "a")]
    public void Of_Markup_LeavesTheWords(string content, bool isHtml, string words) =>
        Assert.Equal(words, string.Join(' ', MessageText.Of(new(content, isHtml)).Split([' ', '\u00A0'], StringSplitOptions.RemoveEmptyEntries)));

    private static IEnumerable<string> Shown(string text) => MessageTargets.Find(text).Select(target => $"{target.Sort} {target.Text}");
}
