using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Actions.StartTroubleshootingMode;

/// <summary>
/// Hands the task to a person and then only looks: until hunting shows the start, while the mode is on, and for what was changed meanwhile. What hunting does not
/// answer is said, and never taken for an answer.
/// </summary>
internal sealed class TroubleshootingWatch(TroubleshootingHunt hunt, IOptions<TroubleshootingOptions> options, TimeProvider time)
{
    /// <summary>How fine the time that is left is told: each new sentence is a line in the trail.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);

    /// <summary>While it is on, so often is looked whether it ended early.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);

    /// <summary>So long hunting may be silent, after all should be over, before it is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private TroubleshootingOptions Options => options.Value;

    /// <summary>Calls nobody. The same order gives the same receipt, however often it is handed over.</summary>
    /// <param name="device">Of the order's target.</param>
    public ActionReceipt HandOver(ActionOrder order, DeviceId device)
    {
        var at = order.SentAt ?? time.GetUtcNow();
        var task = new TroubleshootingTask(device.Value, at, at + Options.StartWithin, PlainLine.Of(order.AskedBy, 80), PlainLine.Of(order.ApprovedBy, 200));
        return task.Write(Steps(task));
    }

    public async Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken)
    {
        if (TroubleshootingTask.Read(receipt) is not { } task || !DeviceId.TryParse(task.Device, out var device))
        {
            return new Problem.NotFound("The bot cannot read its own note of what it handed over. Look at the device in the Defender portal.");
        }

        var hunted = await hunt.WindowsAsync(customer, device, Urgency.Background, cancellationToken);
        var now = time.GetUtcNow();
        return !hunted.TryGetValue(out var windows, out _) ? Unseen(task, now)
            : windows.FirstOrDefault(window => window.End > task.HandedOver) is not { } window ? NotStarted(task, now)
            : now < window.End ? On(task, window, now)
            : now < window.End + Options.HuntingDelay ? Over(window, now)
            : await ReportAsync(customer, device, task, window, now, cancellationToken);
    }

    /// <remarks>Microsoft Learn, troubleshooting-mode-enable: device page, More options, Turn on troubleshooting mode, Submit; Security Administrator.</remarks>
    private static string Steps(TroubleshootingTask task) =>
        "A Security Administrator must start it now: open the device's page in the Defender portal, choose More options (…), then Turn on troubleshooting mode, then Submit. "
        + $"The bot waits for the start until {HuntedInstant.Words(task.StartBy)}; hunting may show it some minutes later.";

    private ActionProgress NotStarted(TroubleshootingTask task, DateTimeOffset now) => now < task.StartBy + Options.HuntingDelay
        ? new ActionProgress.Running(Steps(task))
        : new ActionProgress.Ended(new(OutcomeKind.Failed,
            $"Nobody started it: hunting shows no start of troubleshooting mode until {HuntedInstant.Words(task.StartBy)}. Nothing was changed; ask again if it is still needed."));

    private ActionProgress Unseen(TroubleshootingTask task, DateTimeOffset now)
    {
        const string Silent = "Hunting does not answer, so the bot does not see whether troubleshooting mode is on; it looks again by itself.";
        return now < task.StartBy ? new ActionProgress.Running($"{Silent} {Steps(task)}")
            : now < task.StartBy + TroubleshootingWindow.Usual + Options.HuntingDelay + Patience ? new ActionProgress.Running(Silent)
            : new ActionProgress.Ended(new(OutcomeKind.Unknown,
                "Hunting has not answered for so long that the bot cannot say whether troubleshooting mode was on. Look at the device's timeline in the Defender portal."));
    }

    private ActionProgress On(TroubleshootingTask task, TroubleshootingWindow window, DateTimeOffset now)
    {
        var left = window.End - now;
        var since = $"Troubleshooting mode is on since {HuntedInstant.Words(window.Start)}{(window.Start < task.HandedOver ? ", which is before it was approved," : "")}";
        if (left <= Options.Reminder)
        {
            return new ActionProgress.Running(
                $"Reminder: it ends at {HuntedInstant.Words(window.End)}, in less than {HuntedInstant.Words(Options.Reminder)}. Then Defender puts settings back: finish what needs it. {since}.")
            { NextLook = Sooner(left, Look), IsNews = true };
        }

        var steps = (int)Math.Ceiling(left / Step);
        return new ActionProgress.Running($"{since} and ends at {HuntedInstant.Words(window.End)}: at most {HuntedInstant.Words(steps * Step)} are left.")
        {
            NextLook = Sooner(Sooner(Look, left - ((steps - 1) * Step)), left - Options.Reminder),
        };
    }

    private ActionProgress.Running Over(TroubleshootingWindow window, DateTimeOffset now) =>
        new($"Troubleshooting mode ended at {HuntedInstant.Words(window.End)}. The report follows once hunting shows everything, about {HuntedInstant.Words(window.End + Options.HuntingDelay)}.")
        {
            NextLook = Sooner(Look, window.End + Options.HuntingDelay - now),
        };

    private async Task<ActionProgress> ReportAsync(
        CustomerId customer, DeviceId device, TroubleshootingTask task, TroubleshootingWindow window, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changes = await hunt.ChangesAsync(customer, device, window.Start, window.End, cancellationToken);
        return changes.Problem is null || now > window.End + Options.HuntingDelay + Patience
            ? new ActionProgress.Ended(TroubleshootingReport.Of(task, window, changes))
            : new ActionProgress.Running($"Troubleshooting mode ended at {HuntedInstant.Words(window.End)}. Hunting does not answer what was changed meanwhile; the bot looks again by itself.");
    }

    private static TimeSpan Sooner(TimeSpan one, TimeSpan other)
    {
        var sooner = one < other ? one : other;
        return sooner > Soonest ? sooner : Soonest;
    }
}
