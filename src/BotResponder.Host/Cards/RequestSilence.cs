using BotResponder.Core.Approvals;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What it means when nobody says anything: on the card before anybody has to ask.</summary>
internal static class RequestSilence
{
    public static CardText Sentence(ResponseRequest request) => CardText.Ours($"If nobody answers by {CardParts.Minute(request.ExpiresAt)}, nothing is done.");

    /// <summary>With whom is asked when, and whom already.</summary>
    public static CardText Of(ResponseRequest request, DateTimeOffset now)
    {
        var steps = ApprovalPlan.Of(request).Where(milestone => milestone.Step is not null).Select(milestone =>
        {
            var roles = CardText.Theirs(string.Join(" and ", milestone.Step!.Roles.Select(role => Roles.Describe(role) + "s")));
            return milestone.At > now
                ? CardText.Ours($" From {CardParts.Minute(milestone.At)} on {roles} are asked as well.")
                : CardText.Ours($" Since {CardParts.Minute(milestone.At)} {roles} are asked as well.");
        });
        return CardText.Ours($"{Sentence(request)}{CardText.Join("", steps)}");
    }
}
