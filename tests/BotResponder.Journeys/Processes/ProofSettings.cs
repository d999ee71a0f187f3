using System.Globalization;

namespace BotResponder.Journeys.Processes;

/// <summary>How long the proofs run: from the environment, because the long run is the same tests.</summary>
public static class ProofSettings
{
    /// <summary>The proofs measure races and recovery: other tests beside them would only slow both.</summary>
    public const string Alone = "Proofs";

    /// <summary>How often a bot is killed at each point: <c>KILL_ROUNDS</c>, 1 when not set.</summary>
    public static int KillRounds => Read("KILL_ROUNDS", 1);

    /// <summary>How many rounds each race has: <c>RACE_ROUNDS</c>, 500 when not set.</summary>
    public static int RaceRounds => Read("RACE_ROUNDS", 500);

    private static int Read(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : usual;
}

[CollectionDefinition(ProofSettings.Alone, DisableParallelization = true)]
public sealed class ProofCollection;
