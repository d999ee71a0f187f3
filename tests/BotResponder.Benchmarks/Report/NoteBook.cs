namespace BotResponder.Benchmarks.Report;

/// <summary>Every number of a run, by what was measured and on whom; asked for medians at the end.</summary>
internal sealed class NoteBook
{
    public const string Floor = "floor";
    public const string Host = "host";

    private readonly Dictionary<(string What, string Who), List<double>> _notes = [];
    private readonly List<string> _order = [];

    /// <summary>In the order in which they were first noted.</summary>
    public IReadOnlyList<string> Measured => _order;

    /// <summary>How many rounds of the bots were measured to their end.</summary>
    public int Rounds { get; set; }

    public void Add(string who, string what, double value)
    {
        if (!_order.Contains(what, StringComparer.Ordinal))
        {
            _order.Add(what);
        }

        if (!_notes.TryGetValue((what, who), out var values))
        {
            _notes[(what, who)] = values = [];
        }

        values.Add(value);
    }

    /// <returns>Null when it was not measured.</returns>
    public double? Median(string who, string what) => _notes.TryGetValue((what, who), out var values) ? Quantile(values, 0.5) : null;

    /// <summary>Lowest and highest of the rounds.</summary>
    public (double Low, double High)? Spread(string who, string what) =>
        _notes.TryGetValue((what, who), out var values) ? (values.Min(), values.Max()) : null;

    /// <param name="share">0 to 1.</param>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        var place = share * (sorted.Length - 1);
        var (below, above) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        return below + ((above - below) * (place - Math.Floor(place)));
    }
}
