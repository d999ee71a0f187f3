using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Api;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Tuning;

/// <summary>Hands the rule to a person, waits for the word that it is made, and then looks for it in the audit log. The word alone is never called verified.</summary>
internal sealed class RuleWatch(AuditLook log, IOptions<TuningOptions> tuning, IOptions<DefenderOptions> options, TimeProvider time)
{
    private const string Menu = "Settings, Microsoft Defender XDR, Alert tuning";

    /// <summary>So long a search that was begun in time may still run.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromHours(1);

    private TuningOptions Tuning => tuning.Value;

    /// <summary>Calls nobody. The same order gives the same receipt, however often it is handed over.</summary>
    public ActionReceipt HandOver(ActionOrder order, TuningEffect effect, RuleParameters parameters)
    {
        _ = CaseOperation.Id(order.Target, CaseKind.Alert);
        var at = order.SentAt ?? time.GetUtcNow();
        var task = new RuleTask($"BotResponder {order.Code}", at, at + Tuning.MakeWithin);
        return task.Write(Steps(order, task, effect, parameters), PortalLinks.Tuning(options.Value.PortalUrl, order.Customer));
    }

    public async Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken)
    {
        if (RuleTask.Read(receipt) is not { } task)
        {
            return new Problem.NotFound($"The bot cannot read its own note of what it handed over. Look in the Defender portal: {Menu}.");
        }

        var now = time.GetUtcNow();
        var word = receipt.HandedBack;
        if (word is null && now < task.MakeBy)
        {
            return new ActionProgress.Running(receipt.HandedOver!) { NextLook = Sooner(ActionProgress.LongestLook, task.MakeBy - now) };
        }

        var seen = await log.FindAsync(customer, task, cancellationToken);
        var until = word is null ? task.MakeBy + Tuning.FirstLook : word.At + Tuning.VerifyWithin;
        return seen switch
        {
            AuditSight.Found { Record: var record } => Ended(OutcomeKind.Done, Verified(task, record)),
            AuditSight.Running { NextLook: var look } when now < until + s_patience => new ActionProgress.Running(Looking(task, word)) { NextLook = look },
            AuditSight.None when now < until => new ActionProgress.Running(Looking(task, word)) { NextLook = Grown(word?.At ?? task.MakeBy, now) },
            AuditSight.Unread when now < until + s_patience => new ActionProgress.Running(Looking(task, word)) { NextLook = Grown(word?.At ?? task.MakeBy, now) },
            AuditSight.None { Others: var others } when word is null => Ended(
                OutcomeKind.Failed, $"Nobody said that the rule is made, and the audit log showed none named {task.Name} by {Age.Minute(task.MakeBy)}.{others} Ask again if it is still needed."),
            AuditSight.None { Others: var others } => Ended(OutcomeKind.Unknown, $"Not verified: {Said(word!)}, and the audit log shows no rule named {task.Name}.{others} Look in the Defender portal: {Menu}."),
            _ => Ended(OutcomeKind.Unknown, $"Not verified: {(seen is AuditSight.Running ? "the search of the audit log has not ended in time" : "the audit log cannot be read")}{(word is null ? ", and nobody said that the rule is made" : $", and {Said(word)}")}. Look in the Defender portal: {Menu}."),
        };
    }

    private static string Steps(ActionOrder order, RuleTask task, TuningEffect effect, RuleParameters parameters) =>
        $"Make the rule now in the Defender portal ({Menu}). Name: {task.Name}. Alerts: {(parameters.IsAnyType ? "any type" : "this type")}. "
        + $"Condition: {PlainLine.Of(parameters.Condition, RuleText.MaxLength)}. Action: {effect.Does}. Comment: {order.Code}, approved by {PlainLine.Of(order.ApprovedBy, 100)}. "
        + $"Keep the name: by it I find the rule. I wait until {Age.Minute(task.MakeBy)}.";

    private static string Looking(RuleTask task, DoneWord? word) =>
        $"{(word is null ? "Nobody has said that the rule is made" : Said(word))}. I look for a rule named {task.Name} in the audit log, which may show it hours later.";

    private static string Said(DoneWord word) => $"{PlainLine.Of(word.By.Name, 80)} said at {Age.Minute(word.At)} that the rule is made";

    private static string Verified(RuleTask task, AuditRecord record) =>
        $"Verified in the audit log: {PlainLine.Of(record.Who, 120)} did “{PlainLine.Of(record.Operation, 80)}” on a rule named {task.Name}{(record.CreatedAt is { } at ? $" at {Age.Minute(at)}" : "")}. "
        + "What the rule catches is not in the log: compare its condition in the portal.";

    private static ActionProgress.Ended Ended(OutcomeKind kind, string sentence) => new(new(kind, sentence));

    private TimeSpan Grown(DateTimeOffset since, DateTimeOffset now) => Sooner(ActionProgress.LongestLook, Later(Tuning.FirstLook, (now - since) / 2));

    private static TimeSpan Sooner(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
