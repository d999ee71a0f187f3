using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Requests;

public sealed class UndoTests
{
    private readonly Mock<IResponseAction> _isolate = Isolation.Action();
    private readonly Mock<IResponseAction> _release = Isolation.Action(Isolation.ReleaseDescriptor);
    private readonly House _house;

    public UndoTests() => _house = new(_isolate.Object, _release.Object);

    [Fact]
    public async Task RunAsync_UndoOfWhatIsDone_LinksBoth()
    {
        var done = await DoneAsync();

        var undo = (await _house.AskAsync(_release.Object, activity: "undo", undoes: done.Id)).Value.Request;

        Assert.Equal(new(done.Id, done.Code), undo.Undoes);
        Assert.Equal(new(undo.Id, undo.Code), (await _house.ReadAsync(done)).UndoneBy);
        Assert.Equal((await _house.ReadAsync(done)).Text(), (await _house.RebuildAsync(done)).Text());
    }

    [Fact]
    public async Task RunAsync_UndoWhileAnotherIsOpen_IsRefusedAndWrittenDown()
    {
        var done = await DoneAsync();
        await _house.AskAsync(_release.Object, Cast.Ann, activity: "undo", undoes: done.Id);

        var second = await _house.AskAsync(_release.Object, Cast.Bob, activity: "undo again", undoes: done.Id);

        Assert.Contains("already asks to undo", Assert.IsType<Problem.Conflict>(second.Problem).Sentence, StringComparison.Ordinal);
        var line = (await _house.TrailAsync())[^1].Fact;
        Assert.Equal(("request.refused", "conflict", Cast.Bob), (line.Kind, line.Problem, line.Actor));
    }

    [Fact]
    public async Task RunAsync_UndoAfterAWithdrawnUndo_IsTaken()
    {
        var done = await DoneAsync();
        var first = (await _house.AskAsync(_release.Object, activity: "undo", undoes: done.Id)).Value.Request;
        await _house.WithdrawAsync(first, Cast.Ann);

        var second = (await _house.AskAsync(_release.Object, activity: "undo again", undoes: done.Id)).Value.Request;

        Assert.Equal(second.Id, (await _house.ReadAsync(done)).UndoneBy?.Id);
    }

    [Fact]
    public async Task RunAsync_UndoOfWhatIsNotDone_IsRefused()
    {
        var pending = await _house.AskedAsync(_isolate.Object);

        var undo = await _house.AskAsync(_release.Object, activity: "undo", undoes: pending.Id);
        var nothing = await _house.AskAsync(_release.Object, activity: "undo nothing", undoes: new("abcdefgh.nothing"));

        Assert.IsType<Problem.Conflict>(undo.Problem);
        Assert.IsType<Problem.NotFound>(nothing.Problem);
    }

    [Fact]
    public async Task RunAsync_UndoOfAnOldRequest_LeavesTheRowsOfANewerOne()
    {
        var done = await DoneAsync();
        var newer = await _house.AskedAsync(_isolate.Object, activity: "newer");

        await _house.AskAsync(_release.Object, activity: "undo", undoes: done.Id);

        var again = (await _house.AskAsync(_isolate.Object, activity: "newest")).Value;
        Assert.Equal((newer.Id, false), (again.Request.Id, again.IsNew));
        Assert.NotNull(await _house.RowAsync(LedgerRows.Open(newer.Id)));
    }

    private async Task<ResponseRequest> DoneAsync()
    {
        _isolate.Executes(new ActionReceipt("machine-action-1"));
        _isolate.Reports(new ActionProgress.Ended(new(OutcomeKind.Done, "Isolated.")));
        var request = await _house.ApprovedAsync(_isolate.Object);
        await _house.DispatchAsync(request);
        await _house.PollAsync(request);
        return await _house.ReadAsync(request);
    }
}
