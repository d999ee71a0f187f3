using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Indicators;

/// <summary>Says what there is to know about an indicator before it is set or taken away. Reads only.</summary>
internal sealed class IndicatorPreview(IndicatorApi indicators, IOptions<DefenderOptions> options)
{
    /// <param name="urgency">Of the reads: a person waits the first time.</param>
    public async Task<Result<FoundIndicator>> FindAsync(CustomerId customer, IndicatorValue value, Urgency urgency, CancellationToken cancellationToken)
    {
        var found = await indicators.FindAsync(customer, value, urgency, cancellationToken);
        return found.TryGetValue(out var existing, out var problem) ? Describe(customer, value, existing) : problem;
    }

    /// <summary>True for a domain that must not be cut off as a whole.</summary>
    public bool IsProtected(IndicatorValue value) => ProtectedNames.IsWhole(value, options.Value.OwnDomains);

    private FoundIndicator Describe(CustomerId customer, IndicatorValue value, ImmutableArray<Indicator> existing)
    {
        var around = ProtectedNames.Around(value, options.Value.OwnDomains);
        return new(value, existing, new ActionPreview
        {
            Target = new(IndicatorArgument.Name, value.Text, value.Text),
            Facts =
            [
                new("Indicator", value.Text, IsPinned: true),
                new("What it is", value.Words, IsPinned: true),
                new("Indicator now", Now(existing), IsPinned: true),
            ],
            Consequences = [],
            Warnings = around is null ? [] : [$"It belongs to {around}, which people and devices work with."],
            IsCritical = around is not null,
            PortalLink = PortalLinks.Indicator(options.Value.PortalUrl, customer, value),
        });
    }

    private static string Now(ImmutableArray<Indicator> existing) => existing.IsEmpty
        ? "none that the bot can see"
        : PlainLine.Of(string.Join("; ", existing.Select(each => $"{each.Action}, made by {each.CreatedBy ?? "somebody unknown"}: {each.Title}")), 300);
}

/// <param name="Existing">What Defender has of this value now.</param>
internal sealed record FoundIndicator(IndicatorValue Value, ImmutableArray<Indicator> Existing, ActionPreview Preview);
