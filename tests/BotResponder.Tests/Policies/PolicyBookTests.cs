using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Tests.Samples;
using Microsoft.Extensions.Options;

namespace BotResponder.Tests.Policies;

public sealed class PolicyBookTests
{
    private readonly House _house = new();

    public static TheoryData<string, string> Faults { get; } = new()
    {
        { "twice", "two rules are called" },
        { "contradiction", "contradict each other" },
        { "no action", "does not exist" },
        { "no customer", "does not stand under Protection:Customers" },
        { "person", "tenant id/object id" },
        { "asker", "breakers of the glass ask" },
        { "hours", "18:00-08:00" },
        { "empty hours", "18:00-08:00" },
        { "fact", "Tags = crown-jewel" },
        { "fact of anything", "TargetKinds" },
        { "denied approvals", "it can do one of the two" },
        { "denied limits", "denies always" },
        { "allowed approvals", "it can do one of the two" },
        { "approver", "who approves nothing" },
        { "sides", "from the two sides together" },
        { "pattern", "cannot be read" },
        { "half a budget", "needs both OverTargets and Within" },
        { "allowed budget", "belongs into a rule that denies or asks for approval" },
        { "hopeless", "nobody could ever meet it" },
        { "hopeless side", "nobody could ever meet it" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void New_RulesThatMakeNoSense_StopTheStartWithASentence(string name, string sentence)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Book([.. Named(name)]));

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_NoRulesInTheSettings_AsksForWhatTheActionDeclares()
    {
        var book = Book();

        Assert.Equal(1, Needed(book.Decide(Rules.Question())));
        Assert.Equal(2, Needed(book.Decide(Rules.Question(Isolation.Preview(isCritical: true)))));
        Assert.Equal(["device.isolate, critical", "device.isolate", "device.release"], book.All.Select(rule => rule.Name));
    }

    [Fact]
    public void Decide_RuleWithTheNameOfAShippedOne_TakesItsPlaceAndNoOther()
    {
        var book = Book(new PolicyRuleEntry { Name = "device.isolate", Effect = RuleKind.Allow, Actions = { "device.isolate" } });

        Assert.IsType<PolicyDecision.Allowed>(book.Decide(Rules.Question()));
        Assert.Equal(2, Needed(book.Decide(Rules.Question(Isolation.Preview(isCritical: true)))));
    }

    [Fact]
    public void Decide_RuleWithEveryCondition_IsReadAsItIsWritten()
    {
        var book = Book(new PolicyRuleEntry
        {
            Name = "all of it",
            Effect = RuleKind.Deny,
            Customers = { Cast.Contoso.Tenant.ToUpperInvariant() },
            Actions = { "device.*" },
            Risks = { ActionRisk.Medium },
            People = { Cast.Ann.Id.ToString() },
            Roles = { Role.Responder },
            Places = { PlaceKind.Channel },
            Hours = "09:00-17:00",
            TargetKinds = { "device" },
            Targets = { "WS-*" },
            Critical = false,
            Facts = { "Tags = server" },
        });
        var question = Rules.Question(Isolation.Preview() with { Facts = [new("Tags", "server")] });

        Assert.IsType<PolicyDecision.Denied>(book.Decide(question));
        Assert.All(new[] { question with { Hour = new(8, 0) }, question with { Place = PlaceKind.Personal }, question with { Customer = Cast.Fabrikam } },
            other => Assert.IsType<PolicyDecision.NeedsApprovals>(book.Decide(other)));
    }

    [Fact]
    public void Decide_DeniedWithWhoDoesItInstead_SaysWho()
    {
        var book = Book(new PolicyRuleEntry { Name = "never by chat", Effect = RuleKind.Deny, Instead = "The platform team does it." });

        Assert.Equal("The rule “never by chat” forbids it. The platform team does it.", book.Decide(Rules.Question()).Why);
        Assert.Throws<InvalidOperationException>(() => Book(new PolicyRuleEntry { Name = "x", Effect = RuleKind.Allow, Instead = "Somebody." }));
    }

    [Fact]
    public void New_ScopeOfAnActionThatDoesNotExist_StopsTheStart()
    {
        CustomerEntry Entry(string action) => new() { TenantId = Cast.Contoso.Tenant, Name = "Contoso", Scope = new() { Never = { new() { Actions = { action }, Tags = { "x" } } } } };
        PolicyBook New(string action) => new(
            Options.Create(new PolicyOptions()), new ActionCatalog([Isolation.Action().Object, Isolation.Action(Isolation.ReleaseDescriptor).Object]),
            new(Options.Create(new CustomerOptions { Customers = { Entry(action) } }), _house.Ids, _house.Groups, _house.Delegations));

        Assert.NotEmpty(New("device.*").Version);
        Assert.Contains("device.isolat", Assert.Throws<InvalidOperationException>(() => New("device.isolat")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_OtherRules_IsAnotherOne()
    {
        PolicyRuleEntry Rule(int approvals) => new() { Name = "more", Effect = RuleKind.NeedsApproval, Approvals = approvals, Customers = { Cast.Contoso.Tenant } };

        Assert.Equal(Book(Rule(2)).Version, Book(Rule(2)).Version);
        Assert.NotEqual(Book(Rule(2)).Version, Book(Rule(3)).Version);
    }

    private static int Needed(PolicyDecision decision) => Assert.IsType<PolicyDecision.NeedsApprovals>(decision).Demands.Max(demand => demand.Approvals);

    private PolicyBook Book(params PolicyRuleEntry[] rules) => new(
        Options.Create(new PolicyOptions { Rules = [.. rules] }),
        new ActionCatalog([Isolation.Action().Object, Isolation.Action(Isolation.ReleaseDescriptor).Object]),
        _house.Customers);

    private static PolicyRuleEntry[] Named(string name) => name switch
    {
        "twice" => [Deny(), Deny()],
        "contradiction" => [Deny(), new() { Name = "other", Effect = RuleKind.Allow }],
        "no action" => [new() { Name = "x", Effect = RuleKind.Deny, Actions = { "device.isolat" } }],
        "no customer" => [new() { Name = "x", Effect = RuleKind.Deny, Customers = { Cast.ProviderTenant } }],
        "person" => [new() { Name = "x", Effect = RuleKind.Deny, People = { "ann" } }],
        "asker" => [new() { Name = "x", Effect = RuleKind.Deny, Roles = { Role.Auditor } }],
        "hours" => [new() { Name = "x", Effect = RuleKind.Deny, Hours = "from 8" }],
        "empty hours" => [new() { Name = "x", Effect = RuleKind.Deny, Hours = "08:00-08:00" }],
        "fact" => [new() { Name = "x", Effect = RuleKind.Deny, TargetKinds = { "device" }, Facts = { "Tags" } }],
        "fact of anything" => [new() { Name = "x", Effect = RuleKind.Deny, Facts = { "Tags = server" } }],
        "denied approvals" => [new() { Name = "x", Effect = RuleKind.Deny, Approvals = 1 }],
        "denied limits" => [new() { Name = "x", Effect = RuleKind.Deny, MostTargets = 1 }],
        "allowed approvals" => [new() { Name = "x", Effect = RuleKind.Allow, ApproverRoles = { Role.Approver } }],
        "approver" => [new() { Name = "x", Effect = RuleKind.NeedsApproval, ApproverRoles = { Role.Auditor } }],
        "sides" => [new() { Name = "x", Effect = RuleKind.NeedsApproval, Approvals = 1, FromProvider = 1, FromCustomer = 1 }],
        "pattern" => [new() { Name = "x", Effect = RuleKind.Allow, ReasonPattern = "(" }],
        "half a budget" => [new() { Name = "x", Effect = RuleKind.Deny, OverTargets = 3 }],
        "allowed budget" => [new() { Name = "x", Effect = RuleKind.Allow, OverTargets = 3, Within = TimeSpan.FromHours(1) }],
        "hopeless" => [new() { Name = "x", Effect = RuleKind.NeedsApproval, Approvals = 4, Customers = { Cast.Contoso.Tenant } }],
        "hopeless side" => [new() { Name = "x", Effect = RuleKind.NeedsApproval, FromCustomer = 1, Customers = { Cast.Contoso.Tenant } }],
        _ => throw new ArgumentException(name, nameof(name)),
    };

    private static PolicyRuleEntry Deny() => new() { Name = "x", Effect = RuleKind.Deny };
}
