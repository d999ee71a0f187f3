using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Results;
using Microsoft.Extensions.Logging;

namespace BotResponder.Core.Groups;

/// <summary>Since when who is in a group: one row for each group, in the ledger of its tenant, with a line in the trail for everybody who came or left.</summary>
public sealed class GroupLedger(Ledger ledger, ILogger<GroupLedger> log)
{
    private const int MostNamed = 10;

    /// <summary>Safe to call as often as one likes, by several processes: whoever was there before keeps her time.</summary>
    /// <returns>When each was first seen there.</returns>
    internal async Task<ImmutableDictionary<PersonId, DateTimeOffset>> RememberAsync(GroupId group, ImmutableArray<string> members, CancellationToken cancellationToken)
    {
        var row = await ledger.DecideAsync(new CustomerId(group.Tenant), (view, token) => DecideAsync(view, group, members, token), cancellationToken);
        return row.Value!.Members.ToImmutableDictionary(member => new PersonId(group.Tenant, member.ObjectId), member => member.Since);
    }

    internal void NotRead(GroupId group, Problem problem) => log.GroupRefused(group, problem.Code, problem.Sentence);

    internal void NotRead(GroupId group, Exception exception) => log.GroupNotRead(exception, group);

    private static async ValueTask<Decision<GroupRow>> DecideAsync(ILedgerView view, GroupId group, ImmutableArray<string> members, CancellationToken cancellationToken)
    {
        var body = await view.FindAsync(LedgerRows.Group(group), cancellationToken);
        var before = body is null ? null : JsonSerializer.Deserialize(body, GroupJson.Default.GroupRow);
        var since = (before?.Members ?? []).ToDictionary(member => member.ObjectId, member => member.Since, StringComparer.Ordinal);
        var now = new GroupRow([.. members.Order(StringComparer.Ordinal).Select(member => new GroupMember(member, since.GetValueOrDefault(member, view.Now)))]);
        var came = members.Where(member => !since.ContainsKey(member)).ToArray();
        var left = since.Keys.Except(members, StringComparer.Ordinal).ToArray();
        return before is not null && came.Length + left.Length == 0
            ? Decision<GroupRow>.Nothing(now)
            : new(now)
            {
                Rows = [new(LedgerRows.Group(group), JsonSerializer.Serialize(now, GroupJson.Default.GroupRow))],
                Facts = [new AuditFact("group.changed", Bot.Person, Sentence(group, before is null, came, left))],
            };
    }

    private static string Sentence(GroupId group, bool isFirst, string[] came, string[] left) => string.Join(" ",
    [
        isFirst ? $"Read the group {group} for the first time." : $"The group {group}, which holds roles, has changed.",
        .. came.Length > 0 ? [$"Came: {Names(came)}."] : Array.Empty<string>(),
        .. left.Length > 0 ? [$"Left: {Names(left)}."] : Array.Empty<string>(),
    ]);

    private static string Names(string[] ids) => ids.Length <= MostNamed
        ? string.Join(", ", ids.Order(StringComparer.Ordinal))
        : $"{string.Join(", ", ids.Order(StringComparer.Ordinal).Take(MostNamed))} and {(ids.Length - MostNamed).ToString(CultureInfo.InvariantCulture)} more";
}
