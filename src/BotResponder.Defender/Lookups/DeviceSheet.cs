using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Requests;

namespace BotResponder.Defender.Lookups;

/// <summary>What Defender says about one device. What could not be read says so in its own line.</summary>
public sealed record DeviceSheet
{
    /// <summary>Defender's id.</summary>
    public required string Id { get; init; }

    /// <summary>As Defender stores it. Other people's text.</summary>
    public required string Name { get; init; }

    /// <summary>In the order in which a responder reads them.</summary>
    public required ImmutableArray<ActionFact> Facts { get; init; }

    /// <summary>What is unusual about the device. Our own sentences.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>What Defender was told to do to it, newest first; the last <see cref="DeviceSheets.MostActions"/>.</summary>
    public required ImmutableArray<SeenAction> Actions { get; init; }

    /// <summary>Why <see cref="Actions"/> could not be read; null when it could. Our own sentence.</summary>
    public string? ActionsUnread { get; init; }

    /// <summary>Its page in the Defender portal, with the tenant in it.</summary>
    public required Uri? Portal { get; init; }
}

/// <summary>A machine action of Defender's, whoever asked for it.</summary>
/// <param name="Id">Defender's id; empty when Defender gives none that is one.</param>
/// <param name="Title">As the Defender portal names it.</param>
/// <param name="Status">As Defender says it.</param>
/// <param name="Requestor">Other people's text; empty when Defender names nobody.</param>
/// <param name="At">When it was asked for; null when Defender does not say.</param>
/// <param name="Claims">
/// The request that its comment begins with, null for none. Anybody may write such a comment: only a request that is about this device proves it.
/// </param>
public sealed record SeenAction(string Id, string Title, string Status, string Requestor, DateTimeOffset? At, RequestId? Claims);
