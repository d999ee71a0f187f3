namespace BotResponder.Journeys.Race;

/// <summary>Adds up the races of one engine, and prints the sum when the last one is over.</summary>
public sealed class RaceTally : IDisposable
{
    private string _engine = "";
    private (int Rounds, int Violations, int Orphans) _sum;

    public void Add(string engine, int rounds, int violations, int orphans)
    {
        _engine = engine;
        _sum = (_sum.Rounds + rounds, _sum.Violations + violations, _sum.Orphans + orphans);
    }

    public void Dispose()
    {
        if (_sum.Rounds > 0)
        {
            Console.Out.WriteLine($"{_engine}, all races: {_sum.Rounds} rounds, {_sum.Violations} violations, {_sum.Orphans} orphan cards");
        }
    }
}
