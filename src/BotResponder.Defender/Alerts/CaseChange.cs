using System.Text.Json;
using BotResponder.Core.Requests;
using BotResponder.Defender.Devices;

namespace BotResponder.Defender.Alerts;

/// <summary>What is done to an alert or an incident, what Graph is told, and how it shows that it holds.</summary>
/// <param name="Word">In receipts: one lower-case word.</param>
/// <param name="Value">What the change needs to know, without spaces; empty for nothing.</param>
/// <param name="Done">What it then is: <c>reopened</c>.</param>
internal abstract record CaseChange(string Word, string Value, string Done)
{
    /// <summary>Null for a change that is a comment and nothing else.</summary>
    public abstract byte[]? Body(CaseKind kind);

    public abstract bool Holds(SecurityCase item);

    /// <param name="request">Whose change it is.</param>
    /// <returns>Null for words that no version of the bot has written.</returns>
    public static CaseChange? Read(string word, string value, RequestId request) => word switch
    {
        CaseWords.Resolve => Verdict.Read(value).TryGetValue(out var verdict, out _) ? new Resolving(verdict) : null,
        CaseWords.Reopen => new Reopening(),
        CaseWords.Assign => new Assigning(value),
        CaseWords.Unassign => new Unassigning(),
        CaseWords.Comment => new Commenting(request),
        _ => null,
    };

    private sealed record Resolving(Verdict Verdict)
        : CaseChange(CaseWords.Resolve, $"{Verdict.Classification}/{Verdict.Determination}", $"resolved as {Verdict.Words}")
    {
        public override byte[] Body(CaseKind kind) => Status("resolved", Verdict.Classification, Verdict.Determination);

        public override bool Holds(SecurityCase item) =>
            item.IsResolved && item.Classification == Verdict.Classification && item.Determination == Verdict.Determination;
    }

    /// <summary>What was decided is cleared as well: an open alert with the verdict of yesterday would be counted as decided.</summary>
    private sealed record Reopening() : CaseChange(CaseWords.Reopen, "", "reopened")
    {
        public override byte[] Body(CaseKind kind) => Status(kind.Reopened, "unknown", "unknown");

        public override bool Holds(SecurityCase item) =>
            item is { Status: "new" or "inProgress" or "active" or "awaitingAction", Classification: null or "unknown" };
    }

    private sealed record Assigning(string Person) : CaseChange(CaseWords.Assign, Person, $"assigned to {Person}")
    {
        public override byte[] Body(CaseKind kind) => Assigned(Person);

        public override bool Holds(SecurityCase item) => Person.Equals(item.AssignedTo, StringComparison.OrdinalIgnoreCase);
    }

    private sealed record Unassigning() : CaseChange(CaseWords.Unassign, "", "assigned to nobody")
    {
        public override byte[] Body(CaseKind kind) => Assigned(null);

        public override bool Holds(SecurityCase item) => string.IsNullOrEmpty(item.AssignedTo);
    }

    private sealed record Commenting(RequestId Request) : CaseChange(CaseWords.Comment, "", "commented")
    {
        public override byte[]? Body(CaseKind kind) => null;

        public override bool Holds(SecurityCase item) => CaseWords.IsCommented(item, Request);
    }

    private static byte[] Status(string status, string classification, string determination) =>
        JsonSerializer.SerializeToUtf8Bytes(new StatusBody(status, classification, determination), CaseWire.Default.StatusBody);

    private static byte[] Assigned(string? person) => JsonSerializer.SerializeToUtf8Bytes(new AssignBody(person), CaseWire.Default.AssignBody);
}

/// <summary>What stands in receipts, and how a comment of the bot's own is known.</summary>
internal static class CaseWords
{
    public const string Resolve = "resolve";
    public const string Reopen = "reopen";
    public const string Assign = "assign";
    public const string Unassign = "unassign";
    public const string Comment = "comment";

    /// <param name="request">Without a value before it is asked for: nothing can be its comment then.</param>
    public static bool IsCommented(SecurityCase item, RequestId request) =>
        request.Value is not null && (item.Comments ?? []).Any(comment => OrderComment.IsOf(request, comment?.Text));
}
