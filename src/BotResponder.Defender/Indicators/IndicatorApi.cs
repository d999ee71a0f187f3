using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Indicators;

/// <summary>Defender's list of indicators. With <c>Ti.ReadWrite</c> the bot sees its own only, with <c>Ti.ReadWrite.All</c> all of the tenant.</summary>
internal sealed class IndicatorApi(DefenderConnection connection)
{
    /// <summary>Microsoft's limit of active indicators in a tenant.</summary>
    public const int MostInATenant = 15_000;

    private const int RowsAPage = 1000;

    /// <summary>Of one value there is one: this is room for what another case of its letters makes two.</summary>
    private const int MostOfAValue = 50;

    /// <returns>Those of this value and type; none is an empty list.</returns>
    public async Task<Result<ImmutableArray<Indicator>>> FindAsync(
        CustomerId customer, IndicatorValue value, Urgency urgency, CancellationToken cancellationToken)
    {
        var filter = ODataFilter.Equal(ODataField.IndicatorValue, value.Text);
        var path = string.Create(CultureInfo.InvariantCulture, $"indicators?{filter.QueryOption}&$top={MostOfAValue}");
        var listed = await connection.GetAsync(customer, Endpoint.ListIndicators, urgency, path, IndicatorJson.Default.ODataPageIndicator, cancellationToken);
        return listed.TryGetValue(out var page, out var problem)
            ? (page.Value ?? []).Where(row => row.IsOf(value)).ToImmutableArray()
            : problem;
    }

    /// <summary>All that the bot can see, in Defender's order.</summary>
    public async Task<Result<ImmutableArray<Indicator>>> ListAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        var rows = ImmutableArray.CreateBuilder<Indicator>();
        while (rows.Count <= MostInATenant)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"indicators?$top={RowsAPage}&$skip={rows.Count}");
            var listed = await connection.GetAsync(customer, Endpoint.ListIndicators, Urgency.Interactive, path, IndicatorJson.Default.ODataPageIndicator, cancellationToken);
            if (!listed.TryGetValue(out var page, out var problem))
            {
                return problem;
            }

            var more = page.Value ?? [];
            rows.AddRange(more);
            if (more.Count < RowsAPage)
            {
                return rows.ToImmutable();
            }
        }

        return new Problem.Unavailable("Defender lists more indicators than a tenant may have. Look in the Defender portal.");
    }

    /// <summary>Makes one, or changes the one of this value and type. Sent once, for a permit that was given before.</summary>
    public async Task<Result<Indicator>> SubmitAsync(CustomerId customer, IndicatorValue value, IndicatorBody body, CancellationToken cancellationToken)
    {
        var answered = await connection.PostAsync(
            customer, Endpoint.SetIndicator, "indicators", body, IndicatorJson.Default.IndicatorBody, IndicatorJson.Default.Indicator, cancellationToken);
        return answered is { Problem: null, Value: var answer } && !answer.IsOf(value) ? ApiProblems.Unreadable("Defender", isWrite: true) : answered;
    }

    /// <summary>Sent once, for a permit that was given before.</summary>
    /// <returns>Null when it is gone.</returns>
    public Task<Problem?> DeleteAsync(CustomerId customer, IndicatorId id, CancellationToken cancellationToken) =>
        connection.DeleteAsync(customer, Endpoint.DeleteIndicator, $"indicators/{id}", cancellationToken);
}
