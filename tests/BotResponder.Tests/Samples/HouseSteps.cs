using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.People;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;

namespace BotResponder.Tests.Samples;

/// <summary>What tests do with a house, in words.</summary>
internal static class HouseSteps
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Ask AskOf(IResponseAction action, Person? requester = null, string activity = "activity-1", RequestId? undoes = null) => new(
        requester ?? Cast.Ann, Cast.Contoso, Cast.ProviderTenant, new(Cast.Channel, activity), action, [Isolation.Parameters], "ransomware", undoes);

    public static Task<Result<Submission>> AskAsync(
        this House house, IResponseAction action, Person? requester = null, string activity = "activity-1", RequestId? undoes = null) =>
        house.Submit.RunAsync(AskOf(action, requester, activity, undoes), Token);

    public static async Task<ResponseRequest> AskedAsync(this House house, IResponseAction action, Person? requester = null, string activity = "activity-1") =>
        (await house.AskAsync(action, requester, activity)).Value.Request;

    public static async Task<ResponseRequest> ApprovedAsync(this House house, IResponseAction action, Person? requester = null, string activity = "activity-1")
    {
        var asked = await house.AskedAsync(action, requester, activity);
        return (await house.ReviewAsync(asked, Cast.Cid, approves: true)).Value;
    }

    public static Task<Result<ResponseRequest>> ReviewAsync(this House house, ResponseRequest request, Person person, bool approves, ConversationKey? conversation = null) =>
        house.Review.RunAsync(new(request.Id, person, conversation ?? Cast.Channel, "tap"), approves, null, Token);

    public static Task<Result<ResponseRequest>> WithdrawAsync(this House house, ResponseRequest request, Person person) =>
        house.Withdraw.RunAsync(new(request.Id, person, Cast.Channel, "tap"), Token);

    public static async Task<ResponseRequest> ReadAsync(this House house, ResponseRequest request) =>
        await house.Book.FindAsync(request.Id, Token) ?? throw new InvalidOperationException("The request is gone.");

    /// <summary>The outbox entry of a request; null when there is none.</summary>
    public static async Task<StoredEntry?> DueAsync(this House house, ResponseRequest request, WorkKind kind) =>
        await house.Outbox.FindAsync(new(LedgerRows.Partition(request.Customer), LedgerRows.Outbox($"{kind}-{request.Id}-0")), Token);

    /// <summary>Dispatches as a worker would who takes the request's dispatch entry.</summary>
    public static async Task<bool> DispatchAsync(this House house, ResponseRequest request) =>
        await house.SettleAsync((await house.DueAsync(request, WorkKind.Dispatch))!, house.Dispatch.RunAsync);

    public static async Task<bool> PollAsync(this House house, ResponseRequest request) =>
        await house.SettleAsync((await house.DueAsync(request, WorkKind.Poll))!, house.Poll.RunAsync);

    /// <summary>Works on an outbox entry as the host does.</summary>
    /// <returns>True when it is spent.</returns>
    public static async Task<bool> SettleAsync(this House house, StoredEntry stored, Func<OutboxEntry, CancellationToken, Task<WorkResult>> work)
    {
        var result = await work(stored.Entry, Token);
        if (result is WorkResult.Later later)
        {
            await house.Outbox.LaterAsync(stored, later, Token);
        }

        return result is WorkResult.Spent;
    }

    /// <summary>The trail, oldest first.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> TrailAsync(this House house, CustomerId? customer = null) =>
        [.. (await house.Trail.FromAsync(customer ?? Cast.Contoso, 1, int.MaxValue, Token)).Select(line => line.Entry)];

    public static Task<StoredRecord?> RowAsync(this House house, string row, CustomerId? customer = null) =>
        house.Records.FindAsync(new(LedgerRows.Partition(customer ?? Cast.Contoso), row), Token);

    /// <summary>Writes a row past the ledger, as somebody would who has the table but not the key.</summary>
    public static Task TamperAsync(this House house, string row, string? body, CustomerId? customer = null)
    {
        var key = new RecordKey(LedgerRows.Partition(customer ?? Cast.Contoso), row);
        return house.Records.CommitAsync([body is null ? new RecordWrite.Delete(key, null) : new RecordWrite.Put(key, body)], Token);
    }

    /// <summary>The request as its audited events rebuild it.</summary>
    public static async Task<ResponseRequest> RebuildAsync(this House house, ResponseRequest request)
    {
        var changes = (await house.TrailAsync(request.Customer)).Where(line => line.Fact.Request == request.Id && line.Fact.Change is not null);
        return changes.Aggregate((ResponseRequest?)null, (state, line) => RequestLifecycle.Apply(state, line.Fact.Change!, line.At).Value)!;
    }

    /// <summary>Compares by content: records with arrays in them are equal only by reference.</summary>
    public static string Text(this ResponseRequest request) => JsonSerializer.Serialize(request, RequestJson.Default.ResponseRequest);
}
