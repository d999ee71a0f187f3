using System.Collections.Immutable;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Alerts;

/// <summary>An alert or an incident as people look at it. All texts but the ids are other people's.</summary>
public sealed record CaseView
{
    /// <summary>False: an incident.</summary>
    public required bool IsAlert { get; init; }

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Severity { get; init; }

    public required string Status { get; init; }

    public required bool IsResolved { get; init; }

    /// <summary>For example <c>true-positive/malware</c>, or that there is none.</summary>
    public required string Verdict { get; init; }

    /// <summary>Empty for nobody.</summary>
    public required string AssignedTo { get; init; }

    /// <summary>Those without a text are left out by whoever shows them.</summary>
    public required ImmutableArray<(string Label, string Text)> Facts { get; init; }

    /// <summary>What happened, at most 1000 characters; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>Of an alert.</summary>
    public required ImmutableArray<SeenEvidence> Evidence { get; init; }

    /// <summary>Of an incident.</summary>
    public required ImmutableArray<SeenAlert> Alerts { get; init; }

    /// <summary>The newest first.</summary>
    public required ImmutableArray<SeenComment> Comments { get; init; }

    /// <summary>Its page in the Defender portal, with the tenant.</summary>
    public required Uri Portal { get; init; }
}

/// <summary>One thing that an alert is about.</summary>
/// <param name="Kind">One word: device, account, file, process, address, link.</param>
/// <param name="Name">Empty when the id is all there is.</param>
/// <param name="Id">What commands take: device id, object id or SID, SHA-1, address. Whole.</param>
/// <param name="Detail">What Defender thinks of it, and what was done about it.</param>
public sealed record SeenEvidence(string Kind, string Name, string Id, string Detail)
{
    private const int Longest = 1000;

    internal static SeenEvidence Of(CaseEvidence evidence)
    {
        var (name, id) = (evidence, evidence.File ?? evidence.Image) switch
        {
            ({ DeviceId: { Length: > 0 } device }, _) => (evidence.DeviceName, device),
            ({ User: { } user }, _) => (user.SignInName ?? $@"{user.Domain}\{user.Name}", user.ObjectId ?? user.Sid),
            (_, { } file) => (string.Join('\\', new[] { file.Path, file.Name }.Where(part => !string.IsNullOrEmpty(part))), file.Sha1 ?? file.Sha256),
            ({ IpAddress: { } address }, _) => ("", address),
            ({ Url: { } link }, _) => ("", link),
            ({ Mailbox: { } mailbox }, _) => ("", mailbox),
            _ => (evidence.DeviceName, ""),
        };
        string[] details = [CaseText.Word(evidence.Verdict), evidence.Remediation is null or "none" ? "" : CaseText.Word(evidence.Remediation)];
        return new(
            CaseText.EvidenceKind(evidence), PlainLine.Of(name, Longest), PlainLine.Of(id, Longest), string.Join(", ", details.Where(detail => detail is not ("" or "unknown"))));
    }
}

/// <param name="Count">Of all of them, listed or not.</param>
public sealed record OpenAlerts(ImmutableArray<SeenAlert> Shown, int Count)
{
    internal static ODataFilter Filter { get; } = ODataFilter.AnyOf(ODataField.Status, ["new", "inProgress"]);
}

public sealed record SeenAlert(string Id, string Title, string Severity, string Status);

/// <param name="At">Null when Graph does not say.</param>
public sealed record SeenComment(string Text, string By, DateTimeOffset? At);
