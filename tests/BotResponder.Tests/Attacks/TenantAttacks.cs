using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Attacks;

/// <summary>Somebody of one tenant answers a card of another with the id of a third: a call goes out only where a grant joins all of them, and then to the card's own customer.</summary>
[Trait("Attack", "12")]
public sealed class TenantAttacks
{
    private const int Rounds = 60;

    private static readonly CustomerId[] s_customers = [Cast.Contoso, Cast.Fabrikam];
    private static readonly string[] s_tenants = [Cast.ProviderTenant, Cast.Contoso.Tenant, Cast.Fabrikam.Tenant, "99999999-9999-9999-9999-999999999999"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Answer_RandomActorCardAndTarget_NeedsAGrantForExactlyThatCustomer(int seed)
    {
        var dice = new Random(seed);
        var calls = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (card, target) = (dice.GetItems(s_customers, 1)[0], dice.GetItems(s_customers, 1)[0]);
            var actor = new Person(new(dice.GetItems(s_tenants, 1)[0], "actor-object-id"), "actor");
            var grants = s_customers.Where(_ => dice.Next(2) == 0).ToArray();

            calls += await PlayAsync(card, target, actor, grants) ? 1 : 0;
        }

        Assert.InRange(calls, 1, Rounds - 1);
    }

    private static async Task<bool> PlayAsync(CustomerId card, CustomerId target, Person actor, CustomerId[] grants)
    {
        var action = Isolation.Action();
        action.Executes(new ActionReceipt("receipt"));
        var house = new House(new WatchedStore(), null, new(), Protection(actor, grants), action.Object);
        var request = (await house.Submit.RunAsync(new(Cast.Ann, card, Cast.ProviderTenant, new(ChannelOf(card), "asked"), action.Object, [Isolation.Parameters], "x", Undoes: null), Token)).Value.Request;
        var forged = new RequestId($"{house.Ids.Mark(target)}.{request.Id.Value.Split('.')[1]}");
        var mayAnswer = card == target && grants.Contains(card);

        var answered = await house.Review.RunAsync(new(forged, actor, ChannelOf(target), "tap"), approves: true, comment: null, Token);

        Assert.Equal(mayAnswer, answered.Problem is null);
        Assert.Equal(mayAnswer ? RequestState.Approved : RequestState.Pending, (await house.ReadAsync(request)).State);
        if (mayAnswer)
        {
            await house.DispatchAsync(request);
        }

        action.Verify(each => each.ExecuteAsync(It.Is<ActionOrder>(order => order.Customer == card), It.IsAny<CancellationToken>()), Times.Exactly(mayAnswer ? 1 : 0));
        action.VerifyExecuted(mayAnswer ? 1 : 0);
        Assert.DoesNotContain(await house.TrailAsync(s_customers.First(customer => customer != card)), line => line.Fact.Request is not null);
        return mayAnswer;
    }

    private static CustomerOptions Protection(Person actor, CustomerId[] grants) => new()
    {
        Customers =
        [
            .. s_customers.Select(customer => new CustomerEntry
            {
                TenantId = customer.Tenant,
                Name = customer.Tenant,
                Channels = { ChannelOf(customer).Value },
                Responders = { Cast.Ann.Id.ToString() },
                Approvers = [Cast.Cid.Id.ToString(), .. grants.Contains(customer) ? new[] { actor.Id.ToString() } : []],
            }),
        ],
    };

    private static ConversationKey ChannelOf(CustomerId customer) => customer == Cast.Contoso ? Cast.Channel : Cast.FabrikamChannel;
}
