using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Host.Cards;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Requests;

/// <summary>What a person was told to do can be taken back by who asked: then nobody watches it, and nobody says that nothing was done.</summary>
public sealed class HandedOverTests
{
    private const string Steps = "Open the portal and start it.";

    private readonly Mock<IResponseAction> _action = Isolation.Action();
    private readonly House _house;

    public HandedOverTests() => _house = new(_action.Object);

    [Fact]
    public async Task Withdraw_AfterTheHandOver_ClosesItAndWatchesNoMore()
    {
        var request = await HandedOverAsync();

        var withdrawn = (await _house.WithdrawAsync(request, Cast.Ann)).Value;

        Assert.Equal((RequestState.Withdrawn, OperationState.Ended, OutcomeKind.Cancelled), (withdrawn.State, withdrawn.Operations[0].State, withdrawn.Operations[0].Outcome!.Kind));
        Assert.EndsWith("if it was started, it goes on by itself.", withdrawn.Operations[0].Outcome!.Sentence, StringComparison.Ordinal);
        Assert.Null(await _house.DueAsync(request, WorkKind.Poll));
        Assert.Equal("Withdrawn after a person had been told to do it; nobody watches it any more", (await _house.TrailAsync())[^1].Fact.Sentence);
        Assert.Equal(withdrawn.Text(), (await _house.RebuildAsync(request)).Text());
    }

    [Fact]
    public async Task Withdraw_AfterItWasSeenToRun_SaysWhatWasSeen()
    {
        var request = await HandedOverAsync();
        _action.Reports(new ActionProgress.Running("It is on since 10:00."));
        await _house.PollAsync(request);

        var withdrawn = (await _house.WithdrawAsync(request, Cast.Ann)).Value;

        Assert.EndsWith("The last that was seen: It is on since 10:00.", withdrawn.Operations[0].Outcome!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraw_BySomebodyElse_IsRefused()
    {
        var request = await HandedOverAsync();

        Assert.IsType<Problem.NotAllowed>((await _house.WithdrawAsync(request, Cast.Cid)).Problem);
        Assert.NotNull(await _house.DueAsync(request, WorkKind.Poll));
    }

    [Fact]
    public async Task Withdraw_WhatMicrosoftAccepted_IsStillRefused()
    {
        var request = await HandedOverAsync(steps: null);

        Assert.IsType<Problem.Conflict>((await _house.WithdrawAsync(request, Cast.Ann)).Problem);
    }

    [Fact]
    public async Task Card_HandedOver_OffersWithdrawToTheRequesterAndThenSaysThatNobodyWatches()
    {
        var request = await HandedOverAsync();
        var running = Render(request);

        var withdrawn = Render((await _house.WithdrawAsync(request, Cast.Ann)).Value);

        Assert.Contains("\"withdraw\"", running, StringComparison.Ordinal);
        Assert.Contains("nobody watches it any more", withdrawn, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing was done", withdrawn, StringComparison.Ordinal);
    }

    private static string Render(ResponseRequest request) =>
        RequestCard.Render(new(request, "Isolate device", CanBeUndone: false, House.Morning, Notice: null) { Audience = new(CardRole.Requester, []) }).ToJson();

    private async Task<ResponseRequest> HandedOverAsync(string? steps = Steps)
    {
        _action.Executes(new ActionReceipt("task-1") { HandedOver = steps });
        var request = await _house.ApprovedAsync(_action.Object);
        await _house.DispatchAsync(request);
        return await _house.ReadAsync(request);
    }
}
