namespace BotResponder.Simulator;

/// <summary>How the pretend Microsoft behaves where the real one is slow, strict or undocumented.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The clock of tokens, actions, rate limits and slow answers. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Loopback port of the plain endpoint. Default 0: any free one.</summary>
    public int HttpPort { get; init; }

    /// <summary>Loopback port of the TLS endpoint. Default 0: any free one.</summary>
    public int HttpsPort { get; init; }

    /// <summary>How long a machine action of an online device is Pending. Default 1 s.</summary>
    public TimeSpan ActionStartDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it is then InProgress. Default 2 s.</summary>
    public TimeSpan ActionRunTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether Defender and Graph keep their documented call limits. Default true; load tests switch it off.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>How long the minute of those limits is; their hour is sixty of it. Default 1 minute; load tests shorten it.</summary>
    public TimeSpan CallLimitMinute { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Calls of every operation in a minute, in place of each one's documented number. Default none.</summary>
    public int? CallLimit { get; init; }

    /// <summary>So many ordinary workstations more in Contoso: <c>extra-0001</c> and on. Default 0; for load tests.</summary>
    public int ExtraDevices { get; init; }

    /// <summary>So many alerts more in Contoso, over the last 29 days; every hundredth was a true positive. Default 0; for load tests.</summary>
    public int ExtraAlerts { get; init; }

    /// <summary>How much later than it happened something is in the audit log. Default 5 minutes; documented are up to hours.</summary>
    public TimeSpan AuditDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a search of the audit log takes. Default 4 s; minutes are usual.</summary>
    public TimeSpan AuditSearchTime { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Whether the Teams connector keeps Teams' documented limits per conversation and per tenant. Default false.</summary>
    public bool TeamsThrottling { get; init; }

    /// <summary>Whether the Teams connector wants a bearer token for api.botframework.com. Default false.</summary>
    public bool RequireConnectorToken { get; init; }

    /// <summary>Undocumented by Microsoft: refuse to isolate a device that is already isolated. Default false: accepted.</summary>
    public bool RefuseIsolatingIsolated { get; init; }

    /// <summary>Documented both ways: a repeated release, restriction or scan answers the pending action (true) or 400 (false, the default).</summary>
    public bool RepeatedActionAnswersPending { get; init; }

    /// <summary>Documented as "200 Created", seen as 201 (false, the default).</summary>
    public bool OffboardAnswersOk { get; init; }

    /// <summary>The docs say 404 for "no recent machines". Default false: only an empty tenant answers 404, an empty page is 200.</summary>
    public bool EmptyMachineListIsNotFound { get; init; }

    /// <summary>How many active indicators a tenant may have. Default 15,000, as documented; tests lower it.</summary>
    public int IndicatorLimit { get; init; } = 15_000;

    /// <summary>How long a domain controller's sensor takes to carry out what Defender for Identity accepted. Default 2 s.</summary>
    public TimeSpan SensorDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long sync then takes from Active Directory to Entra ID. Default 30 minutes.</summary>
    public TimeSpan SyncDelay { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether sensors can act. Default true; false is an action account without "log on as a service": all is accepted and nothing happens.</summary>
    public bool SensorsAct { get; init; } = true;

    /// <summary>Not documented: how long Entra ID Protection takes to show what was said of somebody's risk; so long it shows the old one as being processed. Default 2 s.</summary>
    public TimeSpan RiskDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether the tenants have the Entra ID P2 licence that Entra ID Protection needs. Default true.</summary>
    public bool HasIdentityProtection { get; init; } = true;

    /// <summary>Whether the apps have a directory role that acting on administrators needs. Default false.</summary>
    public bool MayActOnAdministrators { get; init; }

    /// <summary>Defender for Identity's answers as in Microsoft's metadata (true), or as in the samples of its documentation: wrapped, <c>provider</c> (false, the default).</summary>
    public bool BareIdentityAnswers { get; init; }

    /// <summary>Documented for the portal, not for the API: who resolves an incident resolves its open alerts with it. Default true.</summary>
    public bool ResolvingIncidentResolvesAlerts { get; init; } = true;

    /// <summary>Whether alerts and incidents take what they are told. Default true; false: every change is accepted, and never shows.</summary>
    public bool CasesChange { get; init; } = true;

    /// <summary>How long Defender takes to turn on troubleshooting mode after the click in the portal. Default 2 minutes; documented are up to 15.</summary>
    public TimeSpan TroubleshootingStartDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long it then is on. Default 4 hours, as documented; tests shorten it.</summary>
    public TimeSpan TroubleshootingTime { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How much later than it happened an event of a device is in hunting. Default 1 minute.</summary>
    public TimeSpan IngestionDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long Teams waits for the bot's HTTP answer. Default 15 s.</summary>
    public TimeSpan DeliveryPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many calls and sent activities are remembered; the oldest are dropped. Default 50,000.</summary>
    public int Memory { get; init; } = 50_000;
}
