using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Customers;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Accounts;

/// <summary>
/// What the domain controllers themselves recorded of an account, through advanced hunting. It tells a sensor that did not act from one whose work only does
/// not show yet; who may not hunt is told neither.
/// </summary>
/// <remarks>
/// Advanced hunting schema, IdentityDirectoryEvents: TargetAccountUpn is the account that was changed. The action type names the property and not the value
/// that it got, so an event is a hint and never proof. Needs ThreatHunting.Read.All.
/// </remarks>
internal sealed class DirectoryEvents(HuntingApi hunting)
{
    private const int DaysBack = 1;

    /// <summary>The bot's clock and a domain controller's may differ by so much.</summary>
    private static readonly TimeSpan Clocks = TimeSpan.FromMinutes(1);

    /// <param name="kind">The action type: <see cref="AccountChange.DirectoryEvent"/>.</param>
    public async Task<DirectoryTrace> FindAsync(CustomerId customer, Account account, string kind, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (account.User?.UserPrincipalName is not { Length: > 0 } name)
        {
            return DirectoryTrace.Unknown;
        }

        var hunted = await hunting.RunAsync(customer, Urgency.Background, Query(kind, name), DaysBack, cancellationToken);
        return hunted.TryGetValue(out var rows, out _) ? new(IsKnown: true, Newest(rows, since)) : DirectoryTrace.Unknown;
    }

    internal static string Query(string kind, string signInName) =>
        $"""
        IdentityDirectoryEvents
        | where ActionType =~ {KqlLiteral.Of(kind)} and TargetAccountUpn =~ {KqlLiteral.Of(signInName)}
        | order by Timestamp desc
        | take 1
        | project Timestamp
        """;

    private static DateTimeOffset? Newest(ImmutableArray<HuntingRow> rows, DateTimeOffset since) =>
        rows is [var row, ..] && DateTimeOffset.TryParse(row["Timestamp"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at >= since - Clocks
            ? at
            : null;
}

/// <param name="IsKnown">False when nobody could be asked.</param>
/// <param name="At">When a domain controller last recorded the change; null when none did.</param>
internal sealed record DirectoryTrace(bool IsKnown, DateTimeOffset? At)
{
    public static DirectoryTrace Unknown { get; } = new(IsKnown: false, At: null);
}
