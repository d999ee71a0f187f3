using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotResponder.Core.Ledgers;

namespace BotResponder.Core.Policies;

/// <summary>Counts what was asked for, inside the commit that asks: two requests at the same moment, in whatever processes, are counted one after the other.</summary>
/// <remarks>What is counted is what became a request, whether it was approved or not. What the policy refused was not.</remarks>
internal static class Budgets
{
    /// <returns>The question, with what was asked before it.</returns>
    public static async ValueTask<PolicyQuestion> ReadAsync(ImmutableArray<PolicyRule> rules, ILedgerView view, PolicyQuestion question, CancellationToken cancellationToken)
    {
        var spent = question.Spent;
        foreach (var rule in rules)
        {
            if (rule.When.Over is { } budget && rule.When.Asks(question) > 0)
            {
                spent = spent.SetItem(budget.Name, (await SpendingAsync(budget, view, question, cancellationToken)).Targets);
            }
        }

        return question with { Spent = spent };
    }

    /// <returns>The rows that count this request as well.</returns>
    public static async ValueTask<ImmutableArray<RowChange>> SpendAsync(ImmutableArray<PolicyRule> rules, ILedgerView view, PolicyQuestion question, CancellationToken cancellationToken)
    {
        var rows = ImmutableArray.CreateBuilder<RowChange>();
        foreach (var rule in rules)
        {
            if (rule.When.Over is { } budget && rule.When.Asks(question) is > 0 and var asked)
            {
                var spending = (await SpendingAsync(budget, view, question, cancellationToken)).With(asked, view.Now, budget.Within);
                rows.Add(new(Row(budget, question), JsonSerializer.Serialize(spending, BudgetJson.Default.Spending)));
            }
        }

        return rows.ToImmutable();
    }

    private static async ValueTask<Spending> SpendingAsync(Budget budget, ILedgerView view, PolicyQuestion question, CancellationToken cancellationToken) =>
        await view.FindAsync(Row(budget, question), cancellationToken) is { } body
            ? JsonSerializer.Deserialize(body, BudgetJson.Default.Spending)!.At(view.Now, budget.Within)
            : Spending.None;

    private static string Row(Budget budget, PolicyQuestion question) => LedgerRows.Budget(budget.Name, budget.Counted(question));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Spending))]
internal sealed partial class BudgetJson : JsonSerializerContext;
