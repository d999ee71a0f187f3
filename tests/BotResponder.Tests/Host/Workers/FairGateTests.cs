using BotResponder.Host.Workers;
using CsCheck;

namespace BotResponder.Tests.Host.Workers;

public sealed class FairGateTests
{
    [Fact]
    public void TryEnter_OneParty_GetsItsShareAndNoMore()
    {
        var gate = new FairGate(most: 64, mostPerParty: 16);

        Assert.Equal(16, Enumerable.Range(0, 100).Count(_ => gate.TryEnter("flood")));
    }

    [Fact]
    public void TryEnter_ManyFlood_OneThatComesNewFindsAPlace()
    {
        var gate = new FairGate(most: 64, mostPerParty: 16);
        for (var flood = 0; flood < 15; flood++)
        {
            _ = Enumerable.Range(0, 100).Count(_ => gate.TryEnter($"flood {flood}"));
        }

        Assert.True(gate.TryEnter("victim"));
    }

    [Fact]
    public void Leave_WhoWaits_IsLetInPartyByPartyInOrder()
    {
        var gate = new FairGate(most: 1, mostPerParty: 1);
        Assert.True(gate.TryEnter("first"));
        Task[] flood = [gate.EnterAsync("flood"), gate.EnterAsync("flood"), gate.EnterAsync("flood")];
        var victim = gate.EnterAsync("victim");

        gate.Leave("first");
        Assert.Equal([true, false, false, false], [flood[0].IsCompleted, flood[1].IsCompleted, flood[2].IsCompleted, victim.IsCompleted]);
        gate.Leave("flood");
        Assert.Equal([true, false, false, true], [flood[0].IsCompleted, flood[1].IsCompleted, flood[2].IsCompleted, victim.IsCompleted]);
        gate.Leave("victim");
        Assert.Equal([true, true, false], flood.Select(each => each.IsCompleted));
    }

    /// <summary>Whatever comes and goes: never more inside than places, nobody forgotten while places are free, everybody in at the end.</summary>
    [Fact]
    public void Gate_AnyComingsAndGoings_KeepsItsBounds() => Gen.Int[0, 3].List[1, 60].Sample(comings =>
    {
        var gate = new FairGate(most: 5, mostPerParty: 2);
        var here = comings.Select(party => (Party: $"{party}", Place: gate.EnterAsync($"{party}"))).ToList();
        while (here.Count > 0)
        {
            var inside = here.Where(each => each.Place.IsCompleted).ToList();
            Assert.InRange(inside.Count, 1, 5);
            Assert.All(inside.GroupBy(each => each.Party), party => Assert.InRange(party.Count(), 1, 2));
            here.RemoveAt(here.FindIndex(each => each.Place.IsCompleted));
            gate.Leave(inside[0].Party);
        }
    });
}
