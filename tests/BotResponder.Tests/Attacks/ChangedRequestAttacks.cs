using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Attacks;

/// <summary>Somebody changes the stored request past the bot: between question and approval, or between approval and call. What merely is written again stops nothing.</summary>
public sealed class ChangedRequestAttacks
{
    private static readonly ActionTarget Victim = Isolation.Workstation with { Id = "victim" };

    private readonly Mock<IResponseAction> _action = Isolation.Action();
    private readonly House _house;

    public ChangedRequestAttacks() => _house = new(_action.Object);

    /// <summary>What is changed; true when it must not be carried out any more.</summary>
    public static TheoryData<string, bool> Changes => new()
    {
        { "target", true },
        { "parameters", true },
        { "another target more", true },
        { "who must approve", true },
        { "nothing", false },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Approve_RequestChangedInTheStore_DoesNotCount(string what, bool isRefused)
    {
        var request = await _house.AskedAsync(_action.Object);
        await TamperAsync(request, what);

        var approved = await _house.ReviewAsync(request, Cast.Cid, approves: true);

        Assert.Equal(isRefused, approved.Problem is not null);
        Assert.Equal(isRefused ? RequestState.Pending : RequestState.Approved, (await _house.ReadAsync(request)).State);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Dispatch_RequestChangedInTheStore_IsNotSent(string what, bool isRefused)
    {
        _action.Executes(new ActionReceipt("machine-action-1"));
        _action.Setup(each => each.PreviewAsync(Cast.Contoso, It.IsAny<ActionParameters>(), Victim, It.IsAny<CancellationToken>())).ReturnsAsync(Isolation.Preview() with { Target = Victim });
        var request = await _house.ApprovedAsync(_action.Object);
        await TamperAsync(request, what);

        await _house.DispatchAsync(request);

        Assert.Equal(isRefused ? OutcomeKind.Refused : null, (await _house.ReadAsync(request)).Operations[0].Outcome?.Kind);
        _action.VerifyExecuted(isRefused ? 0 : 1);
    }

    private async Task TamperAsync(ResponseRequest request, string what)
    {
        var operation = request.Operations[0];
        var changed = what switch
        {
            "target" => request with { Operations = [operation with { Preview = operation.Preview with { Target = Victim } }] },
            "parameters" => request with { Operations = [operation with { Parameters = new("""{"type":"full","more":true}""") }] },
            "another target more" => request with { Operations = [operation, operation with { Preview = operation.Preview with { Target = Victim } }] },
            "who must approve" => request with { Policy = null },
            _ => request,
        };
        await _house.TamperAsync(LedgerRows.Request(request.Id), JsonSerializer.Serialize(changed, RequestJson.Default.ResponseRequest));
    }
}
