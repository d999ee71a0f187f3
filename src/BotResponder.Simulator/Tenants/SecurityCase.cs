using System.Collections.Immutable;

namespace BotResponder.Simulator.Tenants;

/// <summary>An alert or an incident as Defender made it. What analysts change is not here.</summary>
/// <param name="Severity">informational, low, medium or high.</param>
/// <param name="Start">How it stands when the simulator starts.</param>
public abstract record SecurityCase(string TenantId, string Id, string Title, string Description, string Severity, DateTimeOffset CreatedAt, CaseState Start);

/// <param name="Source">serviceSource.</param>
/// <param name="Evidence">In the order in which Defender lists it.</param>
public sealed record Alert(
    string TenantId, string Id, string Title, string Description, string Severity, DateTimeOffset CreatedAt, CaseState Start,
    string IncidentId, string Category, string Source, ImmutableArray<string> Techniques, ImmutableArray<Evidence> Evidence)
    : SecurityCase(TenantId, Id, Title, Description, Severity, CreatedAt, Start);

/// <param name="MergedInto">The incident that took its alerts; null for most.</param>
public sealed record Incident(
    string TenantId, string Id, string Title, string Description, string Severity, DateTimeOffset CreatedAt, CaseState Start, string? MergedInto)
    : SecurityCase(TenantId, Id, Title, Description, Severity, CreatedAt, Start);

/// <summary>One thing that an alert is about.</summary>
public abstract record Evidence
{
    public sealed record OfDevice(Device Device) : Evidence;

    public sealed record OfUser(Account Account, string Domain) : Evidence;

    /// <param name="Path">The folder.</param>
    public sealed record OfFile(string Name, string Path, string Sha1, string Sha256) : Evidence;

    public sealed record OfProcess(OfFile Image, string CommandLine) : Evidence;

    public sealed record OfIp(string Address) : Evidence;

    public sealed record OfUrl(string Url) : Evidence;
}

/// <summary>What analysts decide about an alert or an incident: the wire's words.</summary>
/// <param name="Status">new, inProgress or resolved; active, inProgress, awaitingAction, resolved or redirected for an incident.</param>
public sealed record CaseState(string Status, string Classification = "unknown", string Determination = "unknown", string? AssignedTo = null)
{
    public ImmutableArray<CaseComment> Comments { get; init; } = [];

    /// <summary>Null until somebody changes it.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
}

/// <param name="By">createdByDisplayName.</param>
public sealed record CaseComment(string Text, string By, DateTimeOffset At);
