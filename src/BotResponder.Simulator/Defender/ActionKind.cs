using System.Collections.Immutable;

namespace BotResponder.Simulator.Defender;

/// <summary>A device action of the API: where it is posted, who may, and what its body must hold.</summary>
/// <param name="Segment">Last part of the path.</param>
/// <param name="Type">The machine action's type.</param>
/// <param name="Role">Application permission.</param>
/// <param name="ScopeProperty">Body property that becomes the action's scope; null for none.</param>
/// <param name="Scopes">Its legal values.</param>
/// <param name="DefaultScope">When it may be left out.</param>
internal sealed record ActionKind(
    string Segment, string Type, string Role, string? ScopeProperty, ImmutableArray<string> Scopes, string? DefaultScope)
{
    public static readonly ActionKind Isolate =
        new("isolate", "Isolate", "Machine.Isolate", "IsolationType", ["Full", "Selective", "UnManagedDevice"], "Full");

    public static readonly ActionKind Release = new("unisolate", "Unisolate", "Machine.Isolate", null, [], null);

    public static ImmutableArray<ActionKind> All { get; } =
    [
        Isolate,
        Release,
        new("restrictCodeExecution", "RestrictCodeExecution", "Machine.RestrictExecution", null, [], null),
        new("unrestrictCodeExecution", "UnrestrictCodeExecution", "Machine.RestrictExecution", null, [], null),
        new("runAntiVirusScan", "RunAntiVirusScan", "Machine.Scan", "ScanType", ["Quick", "Full"], null),
        new("collectInvestigationPackage", "CollectInvestigationPackage", "Machine.CollectForensics", null, [], null),
    ];
}
