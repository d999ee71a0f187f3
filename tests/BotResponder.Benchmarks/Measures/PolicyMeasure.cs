using System.Collections.Immutable;
using System.Diagnostics;
using BotResponder.Benchmarks.Report;
using BotResponder.Core.Approvals;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;

namespace BotResponder.Benchmarks.Measures;

/// <summary>What 200 rules cost one request: a fourth of them are about its action, every kind of condition is among them, and none ends the search early.</summary>
internal static class PolicyMeasure
{
    private const int PerSample = 100;

    public static void Run(RunOptions options, NoteBook book)
    {
        var rules = Enumerable.Range(0, 200).Select(Rule).ToImmutableArray();
        var question = Question();
        var samples = new double[options.Scale(2000)];
        for (var index = -samples.Length; index < samples.Length; index++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var time = 0; time < PerSample; time++)
            {
                if (PolicyEngine.Decide(rules, question) is not PolicyDecision.NeedsApprovals)
                {
                    throw new InvalidOperationException("The rules of the measure do not ask for approval.");
                }
            }

            // The first half warms, and is not noted.
            if (index >= 0)
            {
                samples[index] = Stopwatch.GetElapsedTime(began).TotalMicroseconds / PerSample;
            }
        }

        book.Add(NoteBook.Host, Figures.Policy, NoteBook.Quantile(samples, 0.5));
    }

    private static PolicyRule Rule(int index)
    {
        var name = $"rule {index}";
        RuleEffect effect = (index % 10) switch
        {
            0 => new RuleEffect.Allow(RuleLimits.None),
            1 => new RuleEffect.Deny(),
            _ => new RuleEffect.NeedsApproval(new ApprovalDemand(name, 1), RuleLimits.None),
        };
        var never = effect is RuleEffect.Deny;
        return new(name, (index % 4) switch
        {
            0 => new() { Actions = ["device.*"], Critical = never ? true : null },
            1 => new() { Actions = ["account.disable", "account.enable"], Places = [PlaceKind.Channel] },
            2 => new() { TargetKinds = ["device"], Targets = ["DC-*", $"WS-{index}"], Hours = new(new(18, 0), new(8, 0)) },
            _ => new() { TargetKinds = ["device"], Facts = [new("Tags", $"tag-{index}")], Risks = [ActionRisk.High, ActionRisk.Medium] },
        }, effect);
    }

    private static PolicyQuestion Question() => new()
    {
        Action = new()
        {
            Id = new("device.isolate"),
            Title = "Isolate device",
            Summary = "Cuts it off.",
            Grammar = CommandGrammar.ForVerb("isolate"),
            Examples = [],
            Permissions = [],
            Policy = new(ActionRisk.Medium, 1, 2),
            VerifiedBy = "Not executed here.",
            UndoneBy = null,
            TargetKind = "device",
        },
        Customer = new("customer"),
        Person = new("tenant", "person"),
        Roles = [Role.Responder],
        Place = PlaceKind.Channel,
        Hour = new(10, 0),
        Targets = [TargetFacts.Of(new() { Target = new("device", "id", "WS-042"), Facts = [new("Tags", "server, web, payroll")], Consequences = [] })],
        Reason = "ransomware",
    };
}
