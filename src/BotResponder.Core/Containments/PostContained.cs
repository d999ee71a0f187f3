using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using Microsoft.Extensions.Options;

namespace BotResponder.Core.Containments;

/// <summary>Decides, once for each day of the customer's clock, that its first channel is told what is still contained.</summary>
public sealed class PostContained(Ledger ledger, ContainmentRegister register, IOptions<ContainmentOptions> options, TimeProvider time)
{
    private const string Mark = "contained.";

    /// <summary>Enough to see that there is something.</summary>
    private const int Most = 500;

    /// <summary>The newest day that some process has posted, as this one knows: until the next one there is nothing to look for.</summary>
    private readonly ConcurrentDictionary<CustomerId, DateOnly> _posted = new();

    /// <summary>Safe to call as often as one likes, by several processes: the commit that writes the day decides who posts, and a clock that was set back posts no day twice.</summary>
    /// <returns>True when this call decided it.</returns>
    public async Task<bool> RunAsync(Customer customer, CancellationToken cancellationToken)
    {
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), customer.TimeZone);
        if (customer.FirstChannel is null || now.Hour < options.Value.DailyHour)
        {
            return false;
        }

        // What was contained after today's hour is in sight anyway, and told of tomorrow.
        var (today, hour) = (DateOnly.FromDateTime(now.DateTime), now.Date.AddHours(options.Value.DailyHour));
        if (_posted.GetValueOrDefault(customer.Id) >= today)
        {
            return false;
        }

        var contained = await register.ListAsync(customer.Id, Most, cancellationToken);
        if (!contained.Any(each => TimeZoneInfo.ConvertTime(each.Since, customer.TimeZone).DateTime < hour))
        {
            return false;
        }

        var isOurs = (await ledger.DecideAsync(customer.Id, (view, token) => DecideAsync(view, customer.Id, today, contained.Count, token), cancellationToken)).Value;
        _posted[customer.Id] = today;
        return isOurs;
    }

    /// <summary>Of no request: there is one such piece of work a customer.</summary>
    public static RequestId WorkFor(CustomerId customer) => new(Mark + customer.Tenant);

    /// <summary>Whose channel a piece of work is about.</summary>
    public static CustomerId CustomerOf(RequestId work) => new(work.Value[Mark.Length..]);

    private static async ValueTask<Decision<bool>> DecideAsync(ILedgerView view, CustomerId customer, DateOnly today, int count, CancellationToken cancellationToken)
    {
        var body = await view.FindAsync(LedgerRows.ContainedPosted, cancellationToken);
        return body is not null && JsonSerializer.Deserialize(body, ContainmentsJson.Default.DateOnly) >= today
            ? Decision<bool>.Nothing(false)
            : new(true)
            {
                Rows = [new(LedgerRows.ContainedPosted, JsonSerializer.Serialize(today, ContainmentsJson.Default.DateOnly))],
                Facts = [new AuditFact("contained.posted", Bot.Person, string.Create(CultureInfo.InvariantCulture, $"Still contained: {count}. The channel is told so"))],
                Outbox = [new(WorkKind.Contained, WorkFor(customer), 0, view.Now)],
            };
    }
}
