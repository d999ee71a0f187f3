using BotResponder.Core.Approvals;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What the policy said, would say, and whom it asks.</summary>
internal static class PolicyCards
{
    private const int MostNamed = 40;

    /// <summary>The rule that was in force when a request was asked, with what was known then.</summary>
    public static (AdaptiveCard Card, CardText Summary) Why(ResponseRequest request)
    {
        var title = CardText.Ours($"Why {CardText.Theirs(request.Code.Value)} is as it is");
        if (request.Policy is not { } policy)
        {
            var number = CardText.Theirs($"{request.ApprovalsNeeded} {(request.ApprovalsNeeded == 1 ? "approver" : "approvers")}");
            return Card(title, [CardParts.Line(CardText.Ours($"It needs {number}. It is older than the rules that I keep with a request, so I cannot say which one decided."))]);
        }

        List<CardElement> body =
        [
            CardParts.Line(CardText.Theirs(policy.Why, CardParts.Whole)),
            new FactSet(
            [
                new(CardText.Ours("Decided by"), Names(policy.Rules)),
                new(CardText.Ours("Policy version"), CardText.Theirs(policy.Version)),
                new(CardText.Ours("Denials that end it"), CardText.Ours($"{policy.DenyAfter}")),
            ]),
            CardParts.Section(CardText.Ours("What was known then")),
            .. policy.Facts.Select(fact => CardParts.Line(CardText.Ours($"• {CardText.Theirs(fact, CardParts.Whole)}"))),
        ];
        return Card(title, body);
    }

    /// <param name="people">Whose approval would count now.</param>
    public static (AdaptiveCard Card, CardText Summary) Who(ResponseRequest request, IReadOnlyList<Candidate> people)
    {
        var title = CardText.Ours($"Who can approve {CardText.Theirs(request.Code.Value)}");
        List<CardElement> body = [CardParts.Line(CardText.Ours($"It still needs {CardText.Theirs(Quorum.Missing(request))}, and never from {CardText.TheirName(request.Requester.Name, 80)}, who asked."))];
        body.AddRange(people.Take(MostNamed).Select(person => CardParts.Line(CardText.Ours($"• {CardText.TheirName(person.Name, 80)} ({CardText.Theirs(person.What)})"))));
        if (people.Count > MostNamed)
        {
            body.Add(CardParts.Line(CardText.Ours($"• {people.Count - MostNamed} more")));
        }

        if (people.Count == 0)
        {
            body.Add(CardParts.Line(CardText.Ours("Nobody can. Ask the people who run this bot, or withdraw it.")));
        }

        return Card(title, body);
    }

    /// <summary>What would become of a wish.</summary>
    public static (AdaptiveCard Card, CardText Summary) Can(string action, PolicyAnswer answer)
    {
        var verdict = answer.Decision switch
        {
            PolicyDecision.Denied => CardText.Ours("No"),
            PolicyDecision.NeedsApprovals => CardText.Ours("Yes, with approval"),
            _ => CardText.Ours("Yes, at once"),
        };
        return Card(CardText.Ours($"{verdict}: {CardText.Theirs(action)}, {CardText.TheirName(answer.Subject, 80)}"),
        [
            CardParts.Line(CardText.Theirs(answer.Decision.Why, CardParts.Whole)),
            new FactSet([new(CardText.Ours("Decided by"), answer.Decision.Rules.IsEmpty ? CardText.Ours("no rule covers it") : Names(answer.Decision.Rules))]),
            CardParts.Small(CardText.Ours("Nothing was asked for and nothing was done.")),
        ]);
    }

    private static CardText Names(IEnumerable<string> rules) => CardText.Theirs(string.Join(" + ", rules), CardParts.Whole);

    private static (AdaptiveCard Card, CardText Summary) Card(CardText title, IReadOnlyList<CardElement> body) =>
        (new AdaptiveCard { FallbackText = title, Body = [CardParts.Heading(title), .. body] }, title);

    /// <param name="Name">Other people's text; her object id where the bot has not met her.</param>
    /// <param name="What">Her roles, and whose side she is of.</param>
    internal sealed record Candidate(string Name, string What);
}
