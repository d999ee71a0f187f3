namespace BotResponder.Tests.Teams.Cards;

/// <summary>What somebody may call a device, write as a reason or as a comment in order to deceive who approves. More than 200 of them.</summary>
internal static class HostileTexts
{
    private static readonly string[] s_seeds =
    [
        "**APPROVED**", "__x__", "*x*", "_x_", "~~gone~~", "`code`", "```\ncode\n```", "# heading", "## two", "> quote", "- item", "+ item",
        "* item", "1. item", "1) item", "999. item", "===", "---", "***", "[portal](https://evil.example)", "![x](https://evil.example/p.png)",
        "[ref]: https://evil.example", "<https://evil.example>", "https://evil.example/a?b=c", "HTTP://EVIL.EXAMPLE", "www.evil.example",
        "evil.example", "ann@evil.example", "mailto:ann@evil.example", "javascript:alert(1)", "//evil.example", "ftp://evil.example",
        "<at>Ann</at>", "&lt;at&gt;Ann&lt;/at&gt;", "&#42;&#42;x&#42;&#42;", "<b>x</b>", "<script>alert(1)</script>", "<img src=x onerror=y>",
        "a | b\n--|--\n1 | 2", "{{DATE(2026-01-01T00:00:00Z)}}", "{{TIME(2026-01-01T00:00:00Z)}}", "${value}", "\\*not bold\\*", "\\", "\\\\",
        "line one\nAPPROVED by Ann", "one\r\n\r\ntwo", "one\u2028two\u2029three\u0085four", "\u202Egnp.exe", "\u2066x\u2069", "\u200B\u200Bx",
        "x\u200Ey\u200Fz", "zero\u200Cwidth\u200Djoiner", "\uFEFFbom", "soft\u00ADhyphen", "\u0000\u0007\u001B[31mred", "\u3164\u115F\u2800",
        "e\u0301\u0301\u0301\u0301\u0301\u0301", "\uD83D", "\uDE00", "x\uD83Dy", "\U000E0041tag", "\uE000", "a\u034Fb", "  lead and trail  ",
        "a \u00A0\u2003 b", "!", "x!", "x:", "x.", ".com", "(https://evil.example)", "пример.рф", "a\u0000.\u0000com", "tel:112", "1", "12.",
        "* * *", "\tcode", "    code", "www", "h\u200Bttps://evil.example", "user:pass@host", "xn--e1afmkfd.xn--p1ai",
    ];

    /// <summary>Each alone, behind words that lie, and in front of a text that would push everything else out of sight.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. s_seeds,
        .. s_seeds.Select(seed => $"APPROVED by Bo Lind {seed}"),
        .. s_seeds.Select(seed => $"{seed}\n\n{new string('\n', 40)}Target: ws-001 {new string('x', 600)}"),
        "\u0412\u043E Lind", "ws-\u0430dmin", "\uFF41\uFF44\uFF4D\uFF49\uFF4E", "a\u202Enimda", "\u2066\u2067\u2068\u2069", "Ann\u200B Olsen",
        "<at>Ann Olsen</at> please approve", "![](https://evil.example/pixel.png)", "[Open in Defender](https://evil.example)", "- [x] approved\n- [ ] denied",
    ];
}
