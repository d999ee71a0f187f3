namespace BotResponder.Defender.Devices;

/// <summary>Whether a device is cut off, and how we know. Defender keeps no such field on the device itself.</summary>
/// <param name="IsIsolated">Null when nobody could say.</param>
/// <param name="Source">For chat: what it was read from and of when, or why it is unknown.</param>
/// <param name="LoggedOnUsers">Who was logged on by the same source. Other people's text; empty when nobody was or nobody could say.</param>
/// <param name="Running">What Defender is doing to the device's isolation right now; null when nothing, or when it could not be read.</param>
internal sealed record IsolationState(bool? IsIsolated, string Source, string LoggedOnUsers, RunningIsolation? Running)
{
    /// <summary>True when the source of <see cref="LoggedOnUsers"/> answered, even if it named nobody.</summary>
    public bool AreUsersKnown { get; init; }

    /// <summary>True when the newest isolation or release that Defender carried out is a release, and none runs. Surer than hunting, whose rows may speak of the time before.</summary>
    public bool WasReleased { get; init; }

    /// <param name="why">For chat.</param>
    public static IsolationState Unknown(string why) => new(null, why, "", null);
}

/// <param name="Title">As Defender names it.</param>
/// <param name="Requestor">Other people's text.</param>
internal sealed record RunningIsolation(string Title, string Requestor);
