using System.Collections.Concurrent;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Tuning;

/// <summary>What the audit log shows of a rule.</summary>
internal abstract record AuditSight
{
    public sealed record Found(AuditRecord Record) : AuditSight;

    /// <summary>Microsoft is still searching.</summary>
    public sealed record Running(TimeSpan NextLook) : AuditSight;

    /// <param name="Others">What was done to other rules meanwhile, as a sentence with a space in front; empty for nothing.</param>
    public sealed record None(string Others) : AuditSight;

    public sealed record Unread : AuditSight;
}

/// <summary>
/// Searches the audit log for a rule by its name. A search takes Microsoft minutes, so it is begun by one look and read by a later one; which search is under way is kept in memory
/// only, because after a restart another one does no harm.
/// </summary>
internal sealed class AuditLook(AuditLogApi api, TimeProvider time)
{
    /// <summary>Microsoft 365's record of who changed an alert tuning rule (auditLogRecordType 226).</summary>
    private const string RecordType = "MS365DSuppressionRule";

    /// <summary>A clock of Microsoft's may be so much behind.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_forgotten = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);

    /// <summary>How such an operation is called is not documented; one of these words is never the making of a rule.</summary>
    private static readonly string[] s_endings = ["delete", "remove", "disable", "turnoff", "turn off"];

    private readonly ConcurrentDictionary<(CustomerId Customer, string Rule), Search> _searches = new();

    public async Task<AuditSight> FindAsync(CustomerId customer, RuleTask task, CancellationToken cancellationToken)
    {
        var (key, now) = ((customer, task.Name + task.HandedOver.UtcTicks), time.GetUtcNow());
        foreach (var old in _searches.Where(search => search.Value.At + s_forgotten < now))
        {
            _searches.TryRemove(old);
        }

        if (!_searches.TryGetValue(key, out var search))
        {
            var begun = await api.StartAsync(customer, task.Name, RecordType, task.HandedOver - s_skew, now + s_skew, cancellationToken);
            if (!begun.TryGetValue(out var id, out _))
            {
                return new AuditSight.Unread();
            }

            _searches[key] = new(id, now);
            return new AuditSight.Running(s_first);
        }

        return await ReadAsync(customer, task, key, search, now, cancellationToken);
    }

    private async Task<AuditSight> ReadAsync(
        CustomerId customer, RuleTask task, (CustomerId Customer, string Rule) key, Search search, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var read = await api.StatusAsync(customer, search.Id, cancellationToken);
        if (read.Problem is Problem.Throttled or Problem.Unavailable)
        {
            return new AuditSight.Unread();
        }

        switch (read.Problem is null ? read.Value : null)
        {
            case "notStarted" or "running":
                return new AuditSight.Running(s_first + ((now - search.At) / 2));
            case "succeeded":
                _searches.TryRemove(key, out _);
                return (await api.RecordsAsync(customer, search.Id, cancellationToken)).TryGetValue(out var records, out _) ? Judge(task, records) : new AuditSight.Unread();
            default:
                _searches.TryRemove(key, out _);
                return new AuditSight.Unread();
        }
    }

    /// <summary>The newest of the rule counts: one that was made and deleted is not there.</summary>
    private static AuditSight Judge(RuleTask task, IReadOnlyCollection<AuditRecord> records)
    {
        var since = records.Where(record => record.CreatedAt >= task.HandedOver - s_skew && record.Type is null or RecordType).OrderByDescending(record => record.CreatedAt).ToArray();
        if (since.FirstOrDefault(record => record.Names(task.Name)) is { } own)
        {
            return s_endings.Any(word => own.Operation?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
                ? new AuditSight.None($" The last that was done to it is “{PlainLine.Of(own.Operation, 80)}”, by {PlainLine.Of(own.Who, 120)}.")
                : new AuditSight.Found(own);
        }

        return new AuditSight.None(since is [var other, ..]
            ? $" It shows another rule: “{PlainLine.Of(other.Operation, 80)}” by {PlainLine.Of(other.Who, 120)}{(other.CreatedAt is { } at ? $" at {Age.Minute(at)}" : "")}."
            : "");
    }

    private sealed record Search(string Id, DateTimeOffset At);
}
