using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace BotResponder.Core.Actions;

/// <summary>Bound parameters as JSON. Part of what is hashed when somebody approves.</summary>
public sealed record ActionParameters(string Json);

/// <summary>Exactly one thing that an action would change.</summary>
/// <param name="Kind">The descriptor's target kind: <c>device</c>.</param>
/// <param name="Id">Microsoft's id, checked against a strict pattern.</param>
/// <param name="Name">Its name at the time of asking. Other people's text.</param>
public sealed record ActionTarget(string Kind, string Id, string Name);

/// <summary>What would happen, and to what: shown before anybody approves.</summary>
public sealed record ActionPreview
{
    public required ActionTarget Target { get; init; }

    /// <summary>In the order in which a responder reads them.</summary>
    public required ImmutableArray<ActionFact> Facts { get; init; }

    /// <summary>What the action breaks or changes for the people who use the target. Our own sentences.</summary>
    public required ImmutableArray<string> Consequences { get; init; }

    /// <summary>What is unusual about this target. Our own sentences.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>A domain controller, a protected tag: more approvers are asked.</summary>
    public bool IsCritical { get; init; }

    /// <summary>True when Microsoft says that the target is already as the action would make it; false when it does not, or cannot say. For the moment only: not kept.</summary>
    [JsonIgnore]
    public bool IsAlreadySo { get; init; }

    /// <summary>The target's page in the Defender portal, with the tenant in it.</summary>
    public Uri? PortalLink { get; init; }
}

/// <param name="Label">Our own word: <c>Last seen</c>.</param>
/// <param name="Text">Other people's text.</param>
/// <param name="IsPinned">True when the approval holds only as long as this fact does: it is hashed, and read again before dispatch.</param>
public sealed record ActionFact(string Label, string Text, bool IsPinned = false);
