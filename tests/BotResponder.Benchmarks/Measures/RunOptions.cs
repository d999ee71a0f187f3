using System.Globalization;

namespace BotResponder.Benchmarks.Measures;

/// <summary>What to measure, and how long.</summary>
internal sealed record RunOptions
{
    public const string Usage = "benchmarks [ack|throughput|start|memory|storage|policy|ledger|audit|devices|growth|invokes|hide]... [--rounds N] [--quick]";

    private static readonly string[] Usual = ["ack", "throughput", "start", "memory", "storage", "policy"];

    /// <summary>Only when named: each takes minutes of its own.</summary>
    private static readonly string[] Long = ["ledger", "audit", "devices", "growth", "invokes", "hide"];

    /// <summary>Default: those that fit into five minutes together.</summary>
    public required IReadOnlyCollection<string> Parts { get; init; }

    /// <summary>How often each bot is started anew; the medians are over these. Default 3, 1 to 100.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>No round is begun that would probably end later. Default 4.5 minutes; without end when the number of rounds was asked for.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(4.5);

    /// <summary>Fewer messages and two rounds: to see that it runs, not to quote.</summary>
    public bool IsQuick { get; init; }

    /// <summary>A sixteenth of the messages: what this process and its files need before anything is noted.</summary>
    public bool IsWarmUp { get; init; }

    public bool NeedsBots => Parts.Any(part => part is "ack" or "throughput" or "start" or "memory");

    public bool Has(string part) => Parts.Contains(part, StringComparer.Ordinal);

    /// <summary>So many, or a fourth of it in a quick run.</summary>
    public int Scale(int messages) => messages / (IsWarmUp ? 16 : IsQuick ? 4 : 1);

    /// <returns>Null when the arguments make no sense.</returns>
    public static RunOptions? Read(string[] args)
    {
        List<string> parts = [];
        var (quick, rounds) = (false, 0);
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index] == "--quick")
            {
                quick = true;
            }
            else if (args[index] == "--rounds" && index + 1 < args.Length
                && int.TryParse(args[++index], NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds is > 0 and <= 100)
            {
                continue;
            }
            else if (Usual.Concat(Long).Contains(args[index], StringComparer.Ordinal))
            {
                parts.Add(args[index]);
            }
            else
            {
                return null;
            }
        }

        return new() { Parts = parts.Count == 0 ? Usual : parts, IsQuick = quick, Rounds = rounds > 0 ? rounds : quick ? 2 : 3, Budget = rounds > 0 ? TimeSpan.MaxValue : TimeSpan.FromMinutes(4.5) };
    }
}
