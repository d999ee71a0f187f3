using System.Collections.Immutable;

namespace BotResponder.Simulator.Defender;

/// <summary>A device action of the API: where it is posted, who may, and what its body must hold.</summary>
/// <param name="Segment">Last part of the path.</param>
/// <param name="Type">The machine action's type.</param>
/// <param name="Role">Application permission.</param>
internal sealed record ActionKind(string Segment, string Type, string Role)
{
    public static readonly ActionKind Isolate = new("isolate", "Isolate", "Machine.Isolate")
    {
        ScopeProperty = "IsolationType",
        Scopes = ["Full", "Selective", "UnManagedDevice"],
        DefaultScope = "Full",
    };

    public static readonly ActionKind Release = new("unisolate", "Unisolate", "Machine.Isolate") { MayAnswerPending = true };

    public static readonly ActionKind Unrestrict =
        new("unrestrictCodeExecution", "UnrestrictCodeExecution", "Machine.RestrictExecution") { IsWindowsOnly = true, MayAnswerPending = true };

    public static readonly ActionKind CollectPackage =
        new("collectInvestigationPackage", "CollectInvestigationPackage", "Machine.CollectForensics") { IsWindowsOnly = true };

    public static readonly ActionKind Offboard = new("offboard", "Offboard", "Machine.Offboard") { IsWindowsOnly = true };

    /// <summary>Body property that becomes the action's scope; null for none.</summary>
    public string? ScopeProperty { get; private init; }

    /// <summary>Its legal values.</summary>
    public ImmutableArray<string> Scopes { get; private init; } = [];

    /// <summary>When it may be left out.</summary>
    public string? DefaultScope { get; private init; }

    /// <summary>The body names a file by its <c>Sha1</c>.</summary>
    public bool TakesFile { get; private init; }

    /// <summary>Not on macOS and Linux.</summary>
    public bool IsWindowsOnly { get; private init; }

    /// <summary>Documented to answer a repeat with the pending action or with 400: an option says which.</summary>
    public bool MayAnswerPending { get; private init; }

    public static ImmutableArray<ActionKind> All { get; } =
    [
        Isolate,
        Release,
        new("restrictCodeExecution", "RestrictCodeExecution", "Machine.RestrictExecution") { IsWindowsOnly = true, MayAnswerPending = true },
        Unrestrict,
        new("runAntiVirusScan", "RunAntiVirusScan", "Machine.Scan") { ScopeProperty = "ScanType", Scopes = ["Quick", "Full"], MayAnswerPending = true },
        CollectPackage,
        new("StopAndQuarantineFile", "StopAndQuarantineFile", "Machine.StopAndQuarantine") { TakesFile = true, IsWindowsOnly = true },
        Offboard,
    ];
}
