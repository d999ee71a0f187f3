using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Groups;
using BotResponder.Core.People;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;

namespace BotResponder.Core.Ledgers;

/// <summary>The rows of a customer's partition. Outside text enters a key only escaped; request ids and sequence numbers are key characters already.</summary>
public static class LedgerRows
{
    public const string Head = "head";

    /// <summary>Accounts of approvers that the bot has barred from signing in.</summary>
    public const string Barred = "barred";

    /// <summary>Which edition of settings and policy was in force last.</summary>
    public const string Settings = "settings";

    /// <summary>What approvers have delegated to whom.</summary>
    public const string Delegations = "delegations";

    /// <summary>Who is in a group that holds roles, since when.</summary>
    public static string Group(GroupId group) => $"group|{RecordKey.Escape(group.ObjectId)}";

    private const string Pointer = "audit|";

    public static string Partition(CustomerId customer) => $"customer|{RecordKey.Escape(customer.Tenant)}";

    public static string Request(RequestId id) => $"request|{id}";

    /// <summary>Exists as long as the request is not final.</summary>
    public static string Open(RequestId id) => $"open|{id}";

    public static string OpenPrefix => "open|";

    public static string Audit(long sequence) => $"{Pointer}{sequence.ToString("D12", CultureInfo.InvariantCulture)}";

    internal static bool IsAudit(string row) => row.StartsWith(Pointer, StringComparison.Ordinal);

    public static string TargetIndex(string kind, string id) => $"byTarget|{kind}|{RecordKey.Escape(id)}|";

    public static string ActorIndex(PersonId person) => $"byActor|{RecordKey.Escape(person.Tenant)}|{RecordKey.Escape(person.ObjectId)}|";

    public static string RequestIndex(RequestId id) => $"byRequest|{id}|";

    /// <summary>Newest first: the larger the sequence, the smaller the key.</summary>
    public static string Inverted(long sequence) => (999_999_999_999 - sequence).ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Targets that something was asked for, by every name that people type: finds the trail of a device without asking Microsoft.</summary>
    public static string TargetName(string name) => $"targetName|{RecordKey.Escape(name.ToUpperInvariant())}|";

    public static string Lane(ActionTarget target) => $"lane|{target.Kind}|{RecordKey.Escape(target.Id)}";

    /// <summary>What the bot has done to a target that lasts, and that nobody is known to have taken back.</summary>
    public static string Watch(ActionTarget target) => $"watch|{target.Kind}|{RecordKey.Escape(target.Id)}";

    /// <summary>A target that an action holds until it is taken back.</summary>
    public static string Contained(ActionTarget target, ActionId action) => $"{ContainedPrefix}{target.Kind}|{RecordKey.Escape(target.Id)}|{action}";

    public static string ContainedPrefix => "contained|";

    /// <summary>The day on which its channel was last told what is contained.</summary>
    public const string ContainedPosted = "containedPosted";

    /// <summary>The one open request of a person for an action on the same targets: Teams' second retry layer changes the activity id.</summary>
    public static string Ask(ResponseRequest request) => Ask(request.Requester.Id, request.Action, request.Operations.Select(operation => operation.Target.Id));

    /// <param name="targets">Their ids, in any order.</param>
    public static string Ask(PersonId person, ActionId action, IEnumerable<string> targets) =>
        $"ask|{action}|{Together([.. targets])}|{RecordKey.Escape(person.Tenant)}|{RecordKey.Escape(person.ObjectId)}";

    public static string Code(ConversationKey conversation, ShortCode code) => Codes(conversation) + RecordKey.Escape(code.Value);

    /// <summary>What the codes of all requests that a conversation shows begin with.</summary>
    public static string Codes(ConversationKey conversation) => $"code|{RecordKey.Escape(conversation.Value)}|";

    /// <summary>The newest change of the message that asked, as a hash: so that each is written down once.</summary>
    public static string MessageChange(RequestId id) => $"message|{id}";

    /// <param name="person">Null: what everybody asked for is counted together.</param>
    public static string Budget(string rule, PersonId? person) =>
        $"budget|{RecordKey.Escape(rule)}{(person is { } asker ? $"|{RecordKey.Escape(asker.Tenant)}|{RecordKey.Escape(asker.ObjectId)}" : "")}";

    /// <summary>The requests of a person that wait for approvers.</summary>
    public static string Pending(PersonId asker) => $"pending|{RecordKey.Escape(asker.Tenant)}|{RecordKey.Escape(asker.ObjectId)}";

    /// <summary>Exists as long as the glass is broken for the request and not enough have reviewed it.</summary>
    public static string Glass(RequestId id) => $"{GlassPrefix}{id}";

    public const string GlassPrefix = "glass|";

    /// <summary>The requests for which a person broke the glass and which may still wait for review.</summary>
    public static string GlassBy(PersonId person) => $"glassBy|{RecordKey.Escape(person.Tenant)}|{RecordKey.Escape(person.ObjectId)}";

    public static string Sent(RequestId id) => $"sent|{id}";

    public static string Outbox(string id) => $"outbox|{id}";

    public const string OutboxPrefix = "outbox|";

    /// <summary>Just behind every key that begins with the prefix.</summary>
    public static string After(string prefix) => prefix + "~~";

    private static string Together(string[] ids) => ids is [var single]
        ? RecordKey.Escape(single)
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ids.Order(StringComparer.Ordinal)))));

    /// <summary>The audit row that an index row points to.</summary>
    internal static string Pointed(StoredRecord index) => index.Body.Trim('"');

    internal static string PointTo(long sequence) => $"\"{Audit(sequence)}\"";
}
