using BotResponder.Host.Workers;

namespace BotResponder.Tests.Host.Workers;

/// <summary>How long one tenant waits while another floods, counted in turns instead of by a clock: every turn takes one tick.</summary>
public sealed class FloodTests
{
    private const int Ticks = 2000;

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(500)]
    [Trait("Attack", "49")]
    public void FairGate_WhileOneTenantFloods_TheOthersP99IsWithinTwice(int aTick)
    {
        var alone = P99(Waits(flood: 0));

        var flooded = P99(Waits(aTick));

        Assert.InRange(flooded, alone, 2 * alone);
    }

    /// <summary>The measure can fail: with one line for all, whoever comes behind a flood waits for all of it.</summary>
    [Fact]
    public void OneLineForAll_WhileOneTenantFloods_IsFarBeyondTwice() => Assert.True(P99(Waits(50, _ => "everybody")) > 20 * P99(Waits(0, _ => "everybody")));

    /// <returns>For each of the victim's turns, one a tick, the ticks from its arrival to its end.</returns>
    private static List<int> Waits(int flood, Func<string, string>? partyOf = null)
    {
        partyOf ??= party => party;
        var gate = new FairGate(most: 8, mostPerParty: 3);
        List<(string Party, int Arrived, Task Place, int? Begun)> here = [];
        List<int> waits = [];
        for (var tick = 0; tick < Ticks; tick++)
        {
            foreach (var done in here.Where(turn => turn.Begun < tick).ToList())
            {
                here.Remove(done);
                gate.Leave(partyOf(done.Party));
                if (done.Party == "victim")
                {
                    waits.Add(tick - done.Arrived);
                }
            }

            var room = Math.Max(0, 1000 - here.Count(turn => turn.Party == "flood"));
            here.AddRange(Enumerable.Range(0, Math.Min(flood, room)).Select(_ => ("flood", tick, gate.EnterAsync(partyOf("flood")), (int?)null)));
            here.Add(("victim", tick, gate.EnterAsync(partyOf("victim")), null));
            for (var index = 0; index < here.Count; index++)
            {
                var turn = here[index];
                turn.Begun ??= turn.Place.IsCompleted ? tick : null;
                here[index] = turn;
            }
        }

        return waits;
    }

    private static int P99(List<int> waits)
    {
        waits.Sort();
        return waits[(int)(waits.Count * 0.99)];
    }
}
