using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Approvals;

/// <summary>
/// Ties an approval to exactly what was shown: action, customer, frozen targets, pinned facts, parameters, how long.
/// What the pinned facts do not name (last seen, logged-on users) may change without a new approval.
/// </summary>
public static class ApprovalBinding
{
    /// <summary>Lower-case hexadecimal SHA-256 over canonical JSON.</summary>
    /// <param name="policy">Who must approve is part of what was shown; null on requests that are older than pinned policies.</param>
    /// <param name="lease">How long it is to last; null for no end, which leaves the hash as it was before there were ends.</param>
    public static string Of(CustomerId customer, ActionId action, IEnumerable<TargetOperation> operations, PinnedPolicy? policy = null, TimeSpan? lease = null)
    {
        var shown = new Shown(customer.Tenant, action.Value, [.. operations.Select(ShownTarget.Of)], policy is null ? null : ShownPolicy.Of(policy), lease);
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown, BindingJson.Default.Shown)));
    }

    /// <summary>The hash of what a stored request holds: differs from its binding when the row was changed behind the bot.</summary>
    public static string Of(ResponseRequest request) => Of(request.Customer, request.Action, request.Operations, request.Policy, request.Lease?.For);

    /// <summary>What differs between what was approved and what is there now, in our own words; null when nothing does.</summary>
    public static string? Drift(ActionPreview approved, ActionPreview now)
    {
        if (approved.Target != now.Target)
        {
            return "the target was renamed or replaced";
        }

        if (approved.IsCritical != now.IsCritical)
        {
            return now.IsCritical ? "the target has become critical" : "the target is no longer critical";
        }

        var (before, after) = (Pinned(approved), Pinned(now));
        var changed = before.Keys.Union(after.Keys, StringComparer.Ordinal).FirstOrDefault(label => before.GetValueOrDefault(label) != after.GetValueOrDefault(label));
        return changed is null ? null : $"{changed} changed";
    }

    private static Dictionary<string, string> Pinned(ActionPreview preview) =>
        preview.Facts.Where(fact => fact.IsPinned).ToDictionary(fact => fact.Label, fact => fact.Text, StringComparer.Ordinal);

    internal sealed record Shown(string Customer, string Action, ShownTarget[] Targets,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ShownPolicy? Policy,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TimeSpan? Lease);

    internal sealed record ShownPolicy(string Version, int DenyAfter, string[] Demands)
    {
        public static ShownPolicy Of(PinnedPolicy policy) => new(policy.Version, policy.DenyAfter,
            [.. policy.Demands.Select(demand => $"{demand.Rule}\n{demand.Approvals}\n{string.Join(',', demand.Roles)}\n{demand.FromProvider}\n{demand.FromCustomer}")]);
    }

    internal sealed record ShownTarget(string Parameters, string Kind, string Id, string Name, bool IsCritical, string[] PinnedFacts)
    {
        public static ShownTarget Of(TargetOperation operation) => new(
            operation.Parameters.Json, operation.Target.Kind, operation.Target.Id, operation.Target.Name, operation.Preview.IsCritical,
            [.. operation.Preview.Facts.Where(fact => fact.IsPinned).SelectMany(fact => new[] { fact.Label, fact.Text })]);
    }
}

[JsonSerializable(typeof(ApprovalBinding.Shown))]
internal sealed partial class BindingJson : JsonSerializerContext;
