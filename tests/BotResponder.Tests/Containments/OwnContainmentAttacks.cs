using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Tests.Approvals;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Containments;

/// <summary>Whoever is contained tries to get herself free.</summary>
public sealed class OwnContainmentAttacks
{
    private static readonly ActionDescriptor Disable = Isolation.Descriptor with
    {
        Id = new("account.disable"),
        TargetKind = "account",
        UndoneBy = new("account.enable"),
        Grammar = Core.Commands.CommandGrammar.ForVerb("disable").Takes("account", "whose").ForAWhile("disabled", "enabled").Because(),
    };

    private static readonly ActionDescriptor Enable = Isolation.ReleaseDescriptor with
    {
        Id = new("account.enable"),
        TargetKind = "account",
        Grammar = Core.Commands.CommandGrammar.ForVerb("enable").Takes("account", "whose").Because(),
    };

    [Theory]
    [Trait("Attack", "26")]
    [InlineData("kim", "kim", false)]
    [InlineData("somebody", "kim", true)]
    [InlineData("kim", "ann", true)]
    public async Task Ask_ReleaseOfHerOwnAccount_IsRefusedAndWrittenDown(string target, string asker, bool isTaken)
    {
        var account = Isolation.Preview(new("account", Eyes.OfContoso(target).Id.ObjectId.ToUpperInvariant(), target));
        var enable = Isolation.Action(Enable, account);
        var house = Under(Isolation.Action(Disable, account).Object, enable.Object);

        var asked = await house.AskAsync(enable.Object, asker == "kim" ? Eyes.Kim : Cast.Named(asker));

        Assert.Equal(isTaken, asked.Problem is null);
        Assert.Equal(isTaken ? "request.submitted" : "request.refused", (await house.TrailAsync())[0].Fact.Kind);
    }

    [Fact]
    [Trait("Attack", "26")]
    public async Task Ask_ToDisableHerOwnAccount_IsNoRelease()
    {
        var account = Isolation.Preview(new("account", Eyes.Kim.Id.ObjectId, "kim"));
        var disable = Isolation.Action(Disable, account);
        var house = Under(disable.Object, Isolation.Action(Enable, account).Object);

        Assert.Equal(RequestState.Pending, (await house.AskedAsync(disable.Object, Eyes.Kim)).State);
    }

    /// <summary>Kim, who is of the customer, may ask too.</summary>
    private static House Under(params IResponseAction[] actions)
    {
        var protection = Eyes.Protection();
        protection.Customers[0].Responders.Add(Eyes.Kim.Id.ToString());
        return Eyes.Over(new WatchedStore(), null, protection, [], actions);
    }
}
