using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Approvals;
using BotResponder.Core.Audit;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Commands;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Dialogs;
using BotResponder.Core.People;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Defender.Alerts;
using BotResponder.Host;
using BotResponder.Host.Cards;
using BotResponder.Host.Chat;
using BotResponder.Host.Extension;
using BotResponder.Teams.Cards;
using BotResponder.Tests.Samples;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BotResponder.Tests.Host.Cards;

/// <summary>One of every card that the bot can send, in every state and for every reader.</summary>
internal static class CardGallery
{
    private static readonly Person Ann = new(new("tenant", "ann"), "Ann Olsen");
    private static readonly Lazy<ImmutableSortedDictionary<string, AdaptiveCard>> s_all = new(() => Everything().ToImmutableSortedDictionary(each => each.Name, each => each.Card, StringComparer.Ordinal));

    public static ImmutableSortedDictionary<string, AdaptiveCard> All => s_all.Value;

    /// <summary>The requests' cards alone, with other people's text of one's own in every field.</summary>
    public static IEnumerable<(string Name, AdaptiveCard Card)> Requests(string? theirs) =>
        from state in Enum.GetValues<RequestState>()
        from role in Enum.GetValues<CardRole>()
        where role == CardRole.Everybody || state is RequestState.Pending or RequestState.Approved or RequestState.Running
        select ($"request-{state}{(role == CardRole.Everybody ? "" : $"-{role}")}", RequestCard.Render(CardSamples.View(state, theirs, role)));

    /// <summary>The same of requests for which somebody broke the glass.</summary>
    public static IEnumerable<(string Name, AdaptiveCard Card)> Glass(string? theirs)
    {
        var glass = new BrokenGlass(2, CardSamples.Now.AddHours(4), TimeSpan.FromMinutes(30));
        var (right, wrong) = (new GlassVerdict(new(new("tenant", "bo"), theirs ?? "Bo Lind"), IsRight: true, theirs, CardSamples.Now), new GlassVerdict(new(new("tenant", "cy"), theirs ?? "Cy Park"), IsRight: false, theirs ?? "it was a printer", CardSamples.Now));
        foreach (var (name, state, role, verdicts) in new[]
        {
            ("running", RequestState.Running, CardRole.Everybody, Array.Empty<GlassVerdict>()), ("done", RequestState.Done, CardRole.Everybody, [right]),
            ("done-Approver", RequestState.Done, CardRole.Approver, []), ("done-Requester", RequestState.Done, CardRole.Requester, []), ("reviewed", RequestState.Done, CardRole.Everybody, [right, wrong]),
        })
        {
            var view = CardSamples.View(state, theirs, role);
            yield return ($"glass-{name}", RequestCard.Render(view with { Request = view.Request with { Reviews = [], Glass = glass with { Verdicts = [.. verdicts] } } }));
        }
    }

    public static DialogState Question(string asks, params ReadOnlySpan<Candidate> choices) => new()
    {
        Id = "d1",
        Person = Ann.Id,
        Arguments = new() { Verb = "isolate" },
        Asks = asks,
        Choices = [.. choices],
        ExpiresAt = CardSamples.Now,
    };

    private static IEnumerable<(string Name, AdaptiveCard Card)> Everything() =>
        Requests(theirs: null).Concat(Glass(theirs: null)).Concat(Leased(theirs: null)).Concat(Many()).Concat(Questions()).Concat(Lists()).Concat(Policy(theirs: null)).Concat(Cases()).Concat(Devices()).Concat(People()).Concat(Help());

    private static IEnumerable<(string Name, AdaptiveCard Card)> People()
    {
        var (customers, ann, eve) = (new House().Customers, Cast.Ann, Cast.Eve);
        yield return ("whoami", WhoAmICard.Render(ann, customers.Find(Cast.Contoso), customers.Of(ann.Id)).Card);
        yield return ("whoami-nobody", WhoAmICard.Render(eve, customers.Find(Cast.Contoso), customers.Of(eve.Id)).Card);
    }

    private static IEnumerable<(string Name, AdaptiveCard Card)> Devices()
    {
        yield return ("device", DeviceCard.Render(CardSamples.Device(theirs: null)).Card);
        yield return ("indicators", IndicatorCard.Render("Contoso", null, CardSamples.Indicators(), CardSamples.Now).Card);
        yield return ("indicators-none", IndicatorCard.Render("Contoso", "evil.example", CardSamples.Indicators() with { Rows = [] }, CardSamples.Now).Card);
        yield return ("package", PackageCard.Render(new("ws-042.contoso.com", CardSamples.Now.AddMinutes(-20), new("https://packages.example/investigation.zip?sig=x")), CardSamples.Now).Card);
        yield return ("device-bare", DeviceCard.Render(CardSamples.BareDevice()).Card);
    }

    /// <summary>What was asked for a while, and what is still contained, with other people's text of one's own in every field.</summary>
    public static IEnumerable<(string Name, AdaptiveCard Card)> Leased(string? theirs)
    {
        var (berlin, eight) = (TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), new Lease(TimeSpan.FromHours(8)));
        var running = eight with { Ends = CardSamples.Now.AddHours(7), Extensions = [new(new("customer.extension"), new("R-EXTN1"))] };
        var over = running with { Note = theirs ?? "Its time is over: R-0VER1 takes it back." };
        RequestView View(RequestState state, Lease lease)
        {
            var view = CardSamples.View(state, theirs);
            return view with { Request = view.Request with { Lease = lease }, Lasts = new("isolated", "released"), Zone = berlin };
        }

        yield return ("leased-asked", RequestCard.Render(View(RequestState.Pending, eight)));
        yield return ("leased-done", RequestCard.Render(View(RequestState.Done, running)));
        yield return ("leased-over", RequestCard.Render(View(RequestState.Done, over)));
        var customer = new House().Customers.Find(Cast.Contoso)! with { TimeZone = berlin };
        var target = CardSamples.Request(RequestState.Done, theirs).Operations[0].Target;
        var lines = new[] { null, running, over, eight }.Select((lease, index) => new ContainedLine(
            new(target, new("device.isolate"), new($"customer.{index}"), new($"R-4F7K{index}"), theirs is null ? Ann : Ann with { Name = theirs }, CardSamples.Now.AddHours(-index)),
            lease, new("isolated", "released"))).ToList();
        yield return ("contained", ContainedCard.Render(customer, lines, lines.Count, 1, CardSamples.Now).Card);
        yield return ("contained-first-page", ContainedCard.Render(customer, lines, 12, 1, CardSamples.Now).Card);
    }

    private static IEnumerable<(string Name, AdaptiveCard Card)> Many()
    {
        foreach (var state in new[] { RequestState.Pending, RequestState.Running, RequestState.Failed })
        {
            yield return ($"many-{state}", RequestCard.Render(ManyTargetsCardTests.View(state)));
        }

        yield return ("many-outside", RequestCard.Render(OutsideSamples.Many()));
        yield return ("request-outside", RequestCard.Render(OutsideSamples.One(theirs: null)));
        yield return ("handed-over", RequestCard.Render(CardSamples.HandedOver(CardRole.Everybody)));
        yield return ("handed-over-Requester", RequestCard.Render(CardSamples.HandedOver(CardRole.Requester)));
        yield return ("many-targets", TargetPages.Render(ManyTargetsCardTests.View(RequestState.Failed).Request, 1, CardSamples.Now).Card);
        yield return ("shortened", RequestCard.Render(ManyTargetsCardTests.View(RequestState.Pending) with { Limits = CardLimits.Short }));
        yield return ("shortest", RequestCard.Render(CardSamples.View(RequestState.Pending, role: CardRole.Approver) with { Limits = CardLimits.Shortest }));
        yield return ("notice", RequestCard.Render(CardSamples.View(RequestState.Done) with { Notice = new Problem.Conflict("R-4F7K2 is already done.") }));
    }

    private static IEnumerable<(string Name, AdaptiveCard Card)> Questions()
    {
        var grammar = CommandGrammar.ForVerb("isolate").Takes("device", "host name").Because();
        yield return ("question-device", QuestionCard.Render(grammar, Question("device"), CardText.Empty).Card);
        yield return ("question-account", QuestionCard.Render(CommandGrammar.ForVerb("disable").Takes("account", "sign-in name").Because(), Question("account"), CardText.Empty).Card);
        yield return ("question-alert", QuestionCard.Render(CommandGrammar.ForVerb("alert").Takes("alert", CaseLookup.AlertHelp), Question("alert"), CardText.Empty).Card);
        yield return ("question-reason", QuestionCard.Render(grammar, Question(ParsedCommand.Reason), CardText.Empty).Card);
        yield return ("question-choice", QuestionCard.Render(
            grammar, Question("device", new Candidate("id-1", "ws-100", "seen today"), new Candidate("id-2", "ws-100", "seen last year")), CardText.Ours("Two devices")).Card);
    }

    private static IEnumerable<(string Name, AdaptiveCard Card)> Lists()
    {
        var open = new[] { RequestState.Pending, RequestState.Running, RequestState.Unknown }.Select(state => CardSamples.Request(state)).ToList();
        var entry = new SealedEntry(
            new(7, CardSamples.Now, new AuditFact("request.submitted", Ann, "Asked for it") { Code = new("R-4F7K2") }, ""), new string('f', 64));
        yield return ("pending", ListCards.Pending("Contoso", open, _ => "Isolate device", CardSamples.Now).Card);
        yield return ("status", ListCards.Status("Contoso", open, new QueueDepth(1, 0, 2), CardSamples.Now).Card);
        yield return ("audit", ListCards.Audit("Contoso", "WS-042", [entry], CardSamples.Now).Card);
        yield return ("found-device", FoundCards.Target(new(new string('a', 40), "ws-042", "Windows 11", new("https://security.microsoft.com/machines/v2/aaaa/overview?tid=tenant")), "Contoso", CardSamples.Now).Card);
        yield return ("found-account", FoundCards.Target(new("69dfa3ea-1295-4e2c-b469-59564581143d", "ann@contoso.com", "Ann Olsen, Incident responder", new("https://security.microsoft.com/user?aad=69dfa3ea&tab=overview&tid=tenant")), "Contoso", CardSamples.Now).Card);
        yield return ("found-request", FoundCards.Request(open[0], "Isolate device", "Contoso", CardSamples.Now).Card);
    }

    private static IEnumerable<(string Name, AdaptiveCard Card)> Cases()
    {
        foreach (var isAlert in new[] { true, false })
        {
            foreach (var isResolved in new[] { false, true })
            {
                var name = $"{(isAlert ? "alert" : "incident")}-{(isResolved ? "resolved" : "open")}";
                yield return (name, CaseCard.Render(CaseCardSamples.View(isAlert, isResolved), "Contoso", CardSamples.Now).Card);
            }
        }

        SeenAlert[] open = [.. Enumerable.Range(1, 25).Select(number => new SeenAlert($"{CaseCardSamples.AlertId}{number}", "Unfamiliar sign-in properties", "low", "new"))];
        yield return ("alerts", AlertListCard.Render(new([.. open], 77), "low", "Contoso", CardSamples.Now).Card);
        yield return ("alerts-none", AlertListCard.Render(new([], 0), severity: null, "Contoso", CardSamples.Now).Card);
        yield return ("alert-bare", CaseCard.Render(CaseCardSamples.Bare, "Contoso", CardSamples.Now).Card);
    }

    /// <summary>What is said about the policy, with other people's text of one's own in every field.</summary>
    public static IEnumerable<(string Name, AdaptiveCard Card)> Policy(string? theirs)
    {
        var asked = CardSamples.Request(RequestState.Pending, theirs);
        var sides = new ApprovalDemand(theirs ?? "both sides", 2) { FromProvider = 1, FromCustomer = 1 };
        var pinned = new PinnedPolicy("0123456789ab", [sides.Rule, "device.isolate"], PolicyText.Say(sides)) { Demands = [sides], Facts = [theirs ?? "asked in: Channel"] };
        var request = asked with { Policy = pinned };
        yield return ("policy-why", PolicyCards.Why(request).Card);
        yield return ("policy-why-old", PolicyCards.Why(asked).Card);
        yield return ("policy-who", PolicyCards.Who(request, [new(theirs ?? "Bo Lind", "approver, of the provider")]).Card);
        yield return ("policy-who-nobody", PolicyCards.Who(request, []).Card);
        yield return ("policy-can", PolicyCards.Can("Isolate device", new(new PolicyDecision.Denied([theirs ?? "hands off"], theirs ?? "The rule “hands off” forbids it."), theirs ?? "ws-042")).Card);
        yield return ("policy-request", RequestCard.Render(CardSamples.View(RequestState.Pending) with { Request = request }));
    }

    private static IEnumerable<(string Name, AdaptiveCard Card)> Help()
    {
        using var host = Bot();
        var vocabulary = host.Services.GetRequiredService<ChatVocabulary>();
        List<(string, AdaptiveCard)> cards = [("help", HelpCard.All(vocabulary).Card), ("welcome", HelpCard.Welcome(vocabulary, "Contoso").Card)];
        cards.AddRange(vocabulary.Catalog.All.Select(action => ($"help-{action.Descriptor.Grammar.Verb}", HelpCard.One(vocabulary, action.Descriptor.Grammar).Card)));
        cards.AddRange(Respond(vocabulary.Catalog));
        return cards;
    }

    private static IEnumerable<(string Name, AdaptiveCard Card)> Respond(ActionCatalog catalog)
    {
        var isolate = catalog.FindByVerb("isolate")!;
        var customer = new Customer
        {
            Id = new("tenant"),
            Name = "Contoso",
            Channels = [],
            Roles = ImmutableDictionary<PersonId, ImmutableHashSet<Role>>.Empty,
        };
        var form = new RespondForm([new(TargetSort.Device, "ws-042"), new(TargetSort.Device, "ws-043")], Customer: null, Action: null, "", [], Reason: null);
        yield return ("respond-choose", RespondCard.Choose(form, [isolate.Descriptor], [customer, customer with { Id = new("other"), Name = "Fabrikam" }], notice: null).Content);
        yield return ("respond-ask", RespondCard.Ask(form with { Customer = customer, Action = isolate }, new Problem.Malformed("Please give the reason.")).Content);
    }

    private static IHost Bot()
    {
        var builder = WebApplication.CreateBuilder(
        [
            $"--Storage:Path={Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())}",
            $"--Ledger:Key={Convert.ToBase64String(new byte[32])}",
            "--Teams:AppId=22222222-2222-2222-2222-222222222222",
            "--Teams:AppTenantId=33333333-3333-3333-3333-333333333333",
            "--Teams:ClientSecret=unused",
            "--Protection:Customers:0:TenantId=33333333-3333-3333-3333-333333333333",
            "--Protection:Customers:0:Name=Contoso",
        ]);
        builder.AddBotResponder();
        return builder.Build();
    }
}
