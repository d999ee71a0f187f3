using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Indicators;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Actions.SetIndicator;

/// <summary>Blocks, warns of, watches or allows a file, an address, a link or a domain on the tenant's devices.</summary>
internal sealed class SetIndicatorAction(IndicatorPreview indicators, IndicatorOperation operation, IndicatorReview review)
    : ResponseAction<SetIndicatorParameters>(SetIndicatorJson.Default.SetIndicatorParameters), ILastingAction
{
    private const string Time = "time";
    private const string Groups = "groups";
    private const int MostGroups = 20;
    private const int LongestGroup = 100;

    private static readonly ImmutableDictionary<string, IndicatorEffect> Flags = new Dictionary<string, IndicatorEffect>(StringComparer.Ordinal)
    {
        ["warn"] = IndicatorEffect.Warn,
        ["audit"] = IndicatorEffect.Audit,
        ["allow"] = IndicatorEffect.Allow,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("indicator.set"),
        Title = "Add indicator",
        Summary = "Blocks, warns of, audits or allows a file hash, address, link or domain on all devices.",
        Grammar = CommandGrammar.ForVerb("indicator")
            .TakesList(IndicatorArgument.Name, IndicatorArgument.Help, "block")
            .MayTakeAfter("for", Time, $"how long, such as 12h or 30d, or ever; {Lifetime.Default} when left out")
            .MayTakeAfter("on", Groups, "names of device groups in double quotes, commas between them; all devices when left out")
            .Allows("warn", "people are warned and can go on")
            .Allows("audit", "only an alert is raised")
            .Allows("allow", "let it pass; asks for more approvers")
            .Because(),
        Examples =
        [
            "indicator block 203.0.113.7 because beacon",
            "indicator block hxxps://evil[.]example/login, evil[.]example for 30d because phishing",
            "indicator audit da39a3ee5e6b4b0d3255bfef95601890afd80709 on \"Workstations, Servers\" because who has it?",
            "indicator allow tools.example.com for 12h because false alarm",
        ],
        Permissions = ["Ti.ReadWrite or Ti.ReadWrite.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = new("indicator.lift"),
        VerifiedBy = "Defender's list of indicators is read until it shows this one with this effect.",
        TargetKind = IndicatorArgument.Name,
        UndoCommand = target => IndicatorArgument.Command("lift", target),
    };

    public override Task<Problem?> AdmitAsync(CustomerId customer, CancellationToken cancellationToken) =>
        operation.AdmitAsync(customer, Endpoint.SetIndicator, cancellationToken);

    public override Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken) =>
        operation.FindSetAsync(order, Read(order.Parameters).Effect, cancellationToken);

    public override Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken) =>
        operation.ReadStatusAsync(customer, receipt, cancellationToken);

    public Task<ImmutableArray<EffectState>> ReadEffectsAsync(CustomerId customer, ImmutableArray<LastingEffect> done, CancellationToken cancellationToken) =>
        review.ReadAsync(customer, done, [.. done.Select(effect => Read(effect.Parameters).Lifetime)], cancellationToken);

    protected override Result<SetIndicatorParameters> BindParameters(CommandArguments arguments)
    {
        if (arguments.Flags.Count > 1)
        {
            return new Problem.Malformed($"An indicator does one thing: choose one of {string.Join(", ", Flags.Keys.Order(StringComparer.Ordinal))}, or none of them to block.");
        }

        if (!IndicatorArgument.Read(arguments).TryGetValue(out var value, out var problem)
            || !Lifetime.Read(arguments.Find(Time)).TryGetValue(out var lifetime, out problem)
            || !ReadGroups(arguments.Find(Groups)).TryGetValue(out var groups, out problem))
        {
            return problem;
        }

        var effect = arguments.Flags.IsEmpty ? IndicatorEffect.Block : Flags[arguments.Flags[0]];
        return new SetIndicatorParameters(value.Text, effect, lifetime, groups);
    }

    protected override async Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, SetIndicatorParameters parameters, ActionTarget? known, CancellationToken cancellationToken)
    {
        var value = IndicatorValue.Read(known is null ? parameters.Indicator : IndicatorArgument.Of(known).Text).Value;
        if (parameters.Effect is IndicatorEffect.Block or IndicatorEffect.Warn && indicators.IsProtected(value))
        {
            return new Problem.Refused($"{value.Text} is not blocked as a whole: people and devices work with it. Name the link or the host below it that is meant.");
        }

        var found = await indicators.FindAsync(customer, value, known is null ? Urgency.Interactive : Urgency.Background, cancellationToken);
        return found.TryGetValue(out var existing, out var problem) ? Describe(existing, parameters) : problem;
    }

    protected override Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, SetIndicatorParameters parameters, CancellationToken cancellationToken) =>
        operation.SetAsync(order, parameters.Effect, parameters.Lifetime, parameters.Groups, cancellationToken);

    private static ActionPreview Describe(FoundIndicator found, SetIndicatorParameters parameters)
    {
        var (preview, isAllow) = (found.Preview, parameters.Effect is IndicatorEffect.Allow);
        string?[] warnings =
        [
            found.Existing.IsEmpty ? null : "There is one already: it is replaced, and the undo removes it and does not bring the old one back.",
            isAllow ? "What is allowed passes whatever else Defender knows about it." : null,
            found.Value is { Type: IndicatorType.FileMd5 } ? "MD5 can be forged: name the SHA-256 when you have it." : null,
        ];
        return preview with
        {
            Facts =
            [
                new("Effect", parameters.Effect.Action(found.Value), IsPinned: true),
                new("Lasts", parameters.Lifetime is { } time ? Words(time) : "for ever", IsPinned: true),
                new("Device groups", parameters.Groups.IsEmpty ? "all devices" : string.Join(", ", parameters.Groups), IsPinned: true),
                .. preview.Facts,
            ],
            Consequences = [parameters.Effect.Consequence(found.Value)],
            Warnings = preview.Warnings.AddRange(warnings.OfType<string>()),
            IsCritical = preview.IsCritical || isAllow,
        };
    }

    private static string Words(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture, $"{(time.TotalHours < 48 ? time.TotalHours : time.TotalDays):0} {(time.TotalHours < 48 ? "hours" : "days")} from when it is set");

    private static Result<ImmutableArray<string>> ReadGroups(string? typed)
    {
        ImmutableArray<string> groups = [.. (typed ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        return groups.Length <= MostGroups && (typed is null || !groups.IsEmpty) && groups.All(group => group.Length <= LongestGroup && PlainLine.Of(group, LongestGroup) == group)
            ? groups
            : new Problem.Malformed($"Name up to {MostGroups} device groups of at most {LongestGroup} characters, commas between them, all in one pair of double quotes.");
    }

    private static SetIndicatorParameters Read(ActionParameters parameters) =>
        System.Text.Json.JsonSerializer.Deserialize(parameters.Json, SetIndicatorJson.Default.SetIndicatorParameters)
        ?? throw new System.Text.Json.JsonException("Stored parameters are null.");
}
