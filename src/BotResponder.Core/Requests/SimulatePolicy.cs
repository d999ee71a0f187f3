using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Policies;

namespace BotResponder.Core.Requests;

/// <summary>What other rules would have said of the requests that were asked: reads the trail, asks the rules again in the same order, and changes nothing.</summary>
/// <remarks>
/// Judged by what stands in the trail: the targets and facts that were shown then. Facts that were read and not kept (of requests with many targets) count as
/// unknown, against the request as always. Asks that were refused left no facts and are not judged; they only count as not asked for, in budgets too.
/// </remarks>
public sealed class SimulatePolicy(AuditTrail trail, ActionCatalog catalog, CustomerDirectory customers, TimeProvider time)
{
    private const int Page = 500;

    /// <summary>How long the rules that are tried may look back from the first request: what was asked before the window fills budgets too.</summary>
    private static readonly TimeSpan LongestBudget = TimeSpan.FromDays(30);

    /// <param name="rules">As <c>Policy</c> in the settings; the shipped ones stand behind them.</param>
    /// <param name="window">How far back.</param>
    /// <exception cref="InvalidOperationException">The rules cannot be read or contradict each other; its message says which.</exception>
    public async Task<PolicySimulation> RunAsync(Customer customer, PolicyOptions rules, TimeSpan window, CancellationToken cancellationToken)
    {
        var (book, from) = (new PolicyBook(Microsoft.Extensions.Options.Options.Create(rules), catalog, customers), time.GetUtcNow() - window);
        var (view, tried, forgotten) = (new PretendView(), 0, 0);
        var different = ImmutableArray.CreateBuilder<DifferentDecision>();
        await foreach (var line in SinceAsync(customer.Id, from - LongestBudget, cancellationToken))
        {
            if (line.Entry.Fact.Change is not RequestEvent.Submitted { Request: var request } || request.Requester.Id == PersonId.Bot)
            {
                continue;
            }

            var isInWindow = line.Entry.At >= from;
            if (catalog.Find(request.Action) is not { } action)
            {
                forgotten += isInWindow ? 1 : 0;
                continue;
            }

            view.Now = request.CreatedAt;
            var decision = await DecideAsync(book, view, Question(customer, action.Descriptor, request), cancellationToken);
            tried += isInWindow ? 1 : 0;
            if (isInWindow && Verdict(decision) is var now && Before(request) is var before && now != before)
            {
                different.Add(new(request, before, now, decision.Rules));
            }
        }

        return new(book.Version, tried, forgotten, different.ToImmutable());
    }

    private static async ValueTask<PolicyDecision> DecideAsync(PolicyBook book, PretendView view, PolicyQuestion asked, CancellationToken cancellationToken)
    {
        var about = book.Now.About(asked.Action);
        var question = await Budgets.ReadAsync(about, view, asked, cancellationToken);
        var decision = PolicyEngine.Decide(about, question);
        if (decision is not PolicyDecision.Denied)
        {
            view.Write(await Budgets.SpendAsync(about, view, question, cancellationToken));
        }

        return decision;
    }

    private static string Verdict(PolicyDecision decision) => decision is PolicyDecision.Denied ? $"Denied. {decision.Why}" : decision.Why;

    /// <summary>What the pinned rule said; of requests that pinned only the number, the number.</summary>
    private static string Before(ResponseRequest request) => request.Policy?.Why
        ?? (request.Demands.IsEmpty ? "No approval needed." : PolicyText.Say(request.Demands[0]));

    private static PolicyQuestion Question(Customer customer, ActionDescriptor action, ResponseRequest request) => new()
    {
        Action = action,
        Customer = customer.Id,
        Person = request.Requester.Id,
        Roles = request.Policy?.AskedAs is { } asked ? [.. asked.Roles] : customer.RolesOf(request.Requester.Id),
        Place = request.Policy?.AskedAs?.Place,
        Hour = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(request.CreatedAt, customer.TimeZone).DateTime),
        Targets = [.. request.Operations.Select(operation => TargetFacts.Of(operation.Preview))],
        Reason = request.Reason,
        BreaksGlass = request.Glass is not null,
    };

    private async IAsyncEnumerable<SealedEntry> SinceAsync(CustomerId customer, DateTimeOffset from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = await trail.FirstSinceAsync(customer, from, cancellationToken);
        IReadOnlyList<SealedEntry> page;
        do
        {
            page = await trail.FromAsync(customer, next, Page, cancellationToken);
            foreach (var line in page)
            {
                yield return line;
            }

            next += page.Count;
        }
        while (page.Count == Page);
    }

    /// <summary>Rows that only this simulation counts in.</summary>
    private sealed class PretendView : ILedgerView
    {
        private readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal);

        public DateTimeOffset Now { get; set; }

        public ValueTask<string?> FindAsync(string row, CancellationToken cancellationToken) => ValueTask.FromResult(_rows.GetValueOrDefault(row));

        public void Write(ImmutableArray<RowChange> rows)
        {
            foreach (var row in rows)
            {
                _rows[row.Row] = row.Body!;
            }
        }
    }
}

/// <param name="Version">Of the rules that were tried.</param>
/// <param name="Tried">How many requests were judged.</param>
/// <param name="Forgotten">How many are of actions that this version does not know.</param>
/// <param name="Different">Those of which the rules would have said something else, oldest first.</param>
public sealed record PolicySimulation(string Version, int Tried, int Forgotten, ImmutableArray<DifferentDecision> Different);

/// <param name="Was">What was said, in one sentence of ours.</param>
/// <param name="WouldBe">What would have been.</param>
/// <param name="Rules">The names of the rules that would have decided.</param>
public sealed record DifferentDecision(ResponseRequest Request, string Was, string WouldBe, ImmutableArray<string> Rules);
