using System.Globalization;

namespace BotResponder.Journeys.Processes;

/// <summary>How long the proofs run: from the environment, because the long run is the same tests.</summary>
public static class ProofSettings
{
    /// <summary>The proofs measure races and recovery: other tests beside them would only slow both.</summary>
    public const string Alone = "Proofs";

    /// <summary>How often a bot is killed at each point: <c>KILL_ROUNDS</c>. Not set: once, or as often as there is time for.</summary>
    public static int KillRounds => Read("KILL_ROUNDS") ?? (Minutes is null ? 1 : int.MaxValue);

    /// <summary>How many rounds all races have together: <c>RACE_ROUNDS</c>. Not set: 500, or as many as there is time for.</summary>
    public static int RaceRounds => Read("RACE_ROUNDS") ?? (Minutes is null ? 500 : int.MaxValue);

    /// <summary>After how long the kills, or all races together, of one engine begin nothing new: <c>PROOF_MINUTES</c>. Not set: never.</summary>
    public static TimeSpan? Minutes => Read("PROOF_MINUTES") is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    /// <summary>How many stories run side by side while every call may fail: <c>FAULT_STORIES</c>, 40 when not set, 160 at most.</summary>
    public static int FaultStories => Read("FAULT_STORIES") ?? 40;

    private static int? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}

[CollectionDefinition(ProofSettings.Alone, DisableParallelization = true)]
public sealed class ProofCollection;
