using System.Collections.Immutable;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Tuning;

/// <summary>What is offered to who types no condition: a few, the narrowest first, each of one thing that the alert shows. Never all of its evidence at once.</summary>
internal static class RuleOffers
{
    private const int Most = 5;

    /// <summary>From what names one thing to what others may share.</summary>
    private static readonly ImmutableArray<(RuleField Field, string Words)> s_things =
    [
        (RuleField.Sha1, "this file"), (RuleField.Sha256, "this file"), (RuleField.CommandLine, "this command line"), (RuleField.Address, "this address"), (RuleField.Link, "this link"),
    ];

    public static ImmutableArray<Candidate> Of(SecurityCase alert)
    {
        var evidence = (alert.Evidence ?? []).OfType<CaseEvidence>().ToArray();
        var things = evidence.Select(each => s_things.Select(thing => (Test: Test(each, thing.Field), thing.Words)).FirstOrDefault(thing => thing.Test is not null))
            .Where(thing => thing.Test is not null).DistinctBy(thing => thing.Test).ToArray();
        var places = new[] { Place(evidence, RuleField.Device, "this device"), Place(evidence, RuleField.User, "this account") }.OfType<(RuleCondition.Test Test, string Words)>().ToArray();
        var narrow = places is [var place, ..] ? things.Select(thing => Offer(new RuleCondition.And(thing.Test!, place.Test), $"{thing.Words}, {place.Words}")) : [];
        var both = places is [var device, var user] ? [Offer(new RuleCondition.And(device.Test, user.Test), $"{device.Words}, {user.Words}: whatever it is")] : Enumerable.Empty<Candidate>();
        var wide = things.Select(thing => Offer(thing.Test!, $"{thing.Words}, anywhere"));
        return [.. narrow.Concat(things.Length == 0 ? both : wide).Where(offer => offer.Id.Length <= RuleText.MaxLength).Take(Most)];
    }

    private static RuleCondition.Test? Test(CaseEvidence evidence, RuleField field) =>
        field.Of(evidence).FirstOrDefault(RuleText.IsValue) is { } value ? new(field, RuleOperator.Is, value) : null;

    /// <summary>Only where there is exactly one: of several nobody knows which is meant.</summary>
    private static (RuleCondition.Test Test, string Words)? Place(CaseEvidence[] evidence, RuleField field, string words) =>
        evidence.Select(each => Test(each, field)).OfType<RuleCondition.Test>().Distinct().ToArray() is [var only] ? (only, words) : null;

    private static Candidate Offer(RuleCondition condition, string title) => new(RuleText.Write(condition), title, RuleText.Write(condition));
}
