using BotResponder.Core.Approvals;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;

namespace BotResponder.Host.Cards;

/// <summary>Whose eyes a request's card is drawn for. It decides what is offered and never what is allowed: every tap is judged again.</summary>
internal enum CardRole
{
    /// <summary>Whoever looks into a channel or a group chat: the stored card, without a button that some of them may not use.</summary>
    Everybody,

    /// <summary>May approve, or review a broken glass, and has not answered yet.</summary>
    Approver,

    /// <summary>Asked for it, whatever else she may do.</summary>
    Requester,

    /// <summary>May see it, and has nothing to decide.</summary>
    Bystander,
}

internal static class CardRoles
{
    /// <param name="customer">Null when the customer is not served any more: nobody decides anything.</param>
    public static CardRole Of(ResponseRequest request, Customer? customer, PersonId person) =>
        person == request.Requester.Id ? CardRole.Requester
        : customer is not null && request.Glass is not null ? GlassRules.Awaited(request, customer).Contains(person) ? CardRole.Approver : CardRole.Bystander
        : customer is not null && request.Reviews.All(review => review.Approver.Id != person) && ApproverRules.Refuse(request, customer, person, approves: true) is null ? CardRole.Approver
        : CardRole.Bystander;
}

/// <summary>For whom a card is drawn, and who is named on it.</summary>
/// <param name="Viewers">Teams ids of those whose clients fetch the card again by themselves while it is not final; 60 at most, approvers first.</param>
internal sealed record CardAudience(CardRole Role, IReadOnlyList<string> Viewers)
{
    /// <summary>The approvers whose answer is awaited; they are told so by Teams when the card is sent.</summary>
    public IReadOnlyList<Teams.Cards.Mention> MustAct { get; init; } = [];

    /// <summary>She asks or approves here. Of a card that everybody reads it is not known.</summary>
    public bool MayAct { get; init; }
}
