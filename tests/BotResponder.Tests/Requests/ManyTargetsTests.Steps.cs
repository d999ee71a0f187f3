using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Records;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Requests;

/// <summary>What the tests do, in words.</summary>
public sealed partial class ManyTargetsTests
{
    private static ActionPreview Preview(int index) => Isolation.Preview(new("device", $"0a5bcafe{index}", $"WS-{index}"));

    private Ask Ask(int targets) => HouseSteps.AskOf(_action.Object) with
    {
        Parameters = [.. Enumerable.Range(0, targets).Select(index => new ActionParameters($$"""{"device":"WS-{{index}}"}"""))],
    };

    private void Finds(params Result<ActionPreview>[] previews) => _action
        .Setup(each => each.PreviewManyAsync(Cast.Contoso, It.IsAny<ImmutableArray<ActionParameters>>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync([.. previews]);

    private async Task<ResponseRequest> AskedAsync(int targets)
    {
        Finds([.. Enumerable.Range(0, targets).Select(index => (Result<ActionPreview>)Preview(index))]);
        _action.Setup(each => each.PreviewAsync(Cast.Contoso, It.IsAny<ActionParameters>(), It.IsNotNull<ActionTarget>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Core.Customers.CustomerId _, ActionParameters _, ActionTarget known, CancellationToken _) => Isolation.Preview(known));
        return (await _house.Submit.RunAsync(Ask(targets), Token)).Value.Request;
    }

    private async Task<ResponseRequest> ApprovedAsync(int targets)
    {
        var approved = (await _house.ReviewAsync(await AskedAsync(targets), Cast.Cid, approves: true)).Value;
        await DrainAsync(approved, WorkKind.Lanes);
        return await _house.ReadAsync(approved);
    }

    private ValueTask<List<StoredEntry>> EntriesAsync() => _house.Outbox.AllAsync(LedgerRows.Partition(Cast.Contoso), Token).ToListAsync(Token);

    private async Task<IEnumerable<WorkKind>> LeftAsync() => (await EntriesAsync()).Select(each => each.Entry.Kind);

    /// <summary>Which operations of the request a worker would take up now.</summary>
    private async Task<IEnumerable<int>> WokenAsync(ResponseRequest request) => (await EntriesAsync())
        .Where(each => each.Entry.Request == request.Id && each.Entry.Kind == WorkKind.Dispatch).Select(each => each.Entry.Operation).Order();

    private async Task DispatchAsync(ResponseRequest request, int operation)
    {
        var stored = (await EntriesAsync()).Single(each => each.Entry.Request == request.Id && each.Entry.Kind == WorkKind.Dispatch && each.Entry.Operation == operation);
        await _house.SettleAsync(stored, _house.Dispatch.RunAsync);
    }

    /// <summary>Works on what the request's outbox holds, cards aside, until nothing is left.</summary>
    private async Task DrainAsync(ResponseRequest request, WorkKind? only = null)
    {
        while ((await EntriesAsync()).FirstOrDefault(each => each.Entry.Request == request.Id
            && each.Entry.Kind != WorkKind.Cards && (only is null || each.Entry.Kind == only)) is { } stored)
        {
            _house.Time.Advance(TimeSpan.FromSeconds(1));
            if (await _house.SettleAsync(stored, WorkOn(stored.Entry.Kind)))
            {
                await _house.Outbox.DoneAsync(stored, Token);
            }
        }
    }

    private Func<OutboxEntry, CancellationToken, Task<WorkResult>> WorkOn(WorkKind kind) => kind switch
    {
        WorkKind.Lanes => MoveLanesAsync,
        WorkKind.Dispatch => _house.Dispatch.RunAsync,
        WorkKind.Poll => _house.Poll.RunAsync,
        _ => throw new InvalidOperationException($"Nobody does {kind} here."),
    };

    private async Task<WorkResult> MoveLanesAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        await _house.Lanes.RunAsync(entry, cancellationToken);
        return WorkResult.Done;
    }

    /// <summary>In how many lanes somebody stands.</summary>
    private async Task<int> LanesAsync(ResponseRequest request)
    {
        var rows = await Task.WhenAll(request.Operations.Select(operation => _house.RowAsync(LedgerRows.Lane(operation.Target))));
        return rows.OfType<StoredRecord>().Count();
    }
}
