using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Indicators;

namespace BotResponder.Defender.Lookups;

/// <summary>The indicators of a tenant, for somebody who looks. Reads only.</summary>
public sealed class IndicatorList
{
    private readonly IndicatorApi _api;

    internal IndicatorList(IndicatorApi api) => _api = api;

    /// <param name="text">A part of their value or title, in any case and also defanged; null for all.</param>
    public async Task<Result<ListedIndicators>> ReadAsync(CustomerId customer, string? text, CancellationToken cancellationToken)
    {
        var listed = await _api.ListAsync(customer, cancellationToken);
        if (!listed.TryGetValue(out var all, out var problem))
        {
            return problem;
        }

        var part = text is null ? "" : Defanged.Undo(text.Trim());
        return new ListedIndicators(all.Length, IndicatorApi.MostInATenant,
        [
            .. all.Where(row => Holds(row.Value, part) || Holds(row.Title, part)).OrderByDescending(row => row.CreatedAt ?? DateTimeOffset.MinValue).Select(Show),
        ]);
    }

    private static bool Holds(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true || part.Length == 0;

    private static ListedIndicator Show(Indicator row) => new(
        PlainLine.Of(row.Value, IndicatorValue.MaxLength), PlainLine.Of(row.Action, 40), PlainLine.Of(row.Title, 120), PlainLine.Of(row.CreatedBy, 80), row.ExpiresAt);
}

/// <param name="Count">How many the bot can see: all of the tenant, or its own, as its permission says.</param>
/// <param name="Limit">How many a tenant may have.</param>
/// <param name="Rows">Those that were asked for, newest first.</param>
public sealed record ListedIndicators(int Count, int Limit, ImmutableArray<ListedIndicator> Rows);

/// <summary>One indicator. All of it is other people's text.</summary>
/// <param name="ExpiresAt">Null for one that lasts for ever.</param>
public sealed record ListedIndicator(string Value, string Action, string Title, string CreatedBy, DateTimeOffset? ExpiresAt);
