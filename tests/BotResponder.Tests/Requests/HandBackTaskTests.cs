using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Core.Work;
using BotResponder.Tests.Samples;
using Moq;

namespace BotResponder.Tests.Requests;

/// <summary>Somebody says that what was handed over is done.</summary>
public sealed class HandBackTaskTests
{
    private readonly Mock<IResponseAction> _action = Isolation.Action();
    private readonly House _house;

    public HandBackTaskTests() => _house = new(_action.Object);

    [Theory]
    [InlineData("ann")]
    [InlineData("bob")]
    [InlineData("dee")]
    public async Task RunAsync_WhoeverAsksOrApproves_IsWrittenDownAndLookedAtAtOnce(string name)
    {
        var request = await HandedOverAsync(awaits: true);
        _house.Time.Advance(TimeSpan.FromMinutes(3));

        var told = (await SayAsync(request, name)).Value;

        Assert.Equal(new(Cast.Named(name), _house.Time.GetUtcNow()), told.Operations[0].Receipt!.HandedBack);
        Assert.Equal(RequestState.Running, told.State);
        Assert.Equal(_house.Time.GetUtcNow(), (await _house.DueAsync(request, WorkKind.Poll))!.Entry.Due);
        var line = (await _house.TrailAsync())[^1].Fact;
        Assert.Equal(("operation.handed-back", name, "Said that it is done"), (line.Kind, line.Actor.Name, line.Sentence));
        Assert.Equal((await _house.ReadAsync(request)).Text(), (await _house.RebuildAsync(request)).Text());
    }

    [Fact]
    public async Task RunAsync_WhoHoldsNoRole_IsRefusedAndWrittenDown()
    {
        var request = await HandedOverAsync(awaits: true);

        var refused = await SayAsync(request, "eve");

        Assert.IsType<Problem.NotAllowed>(refused.Problem);
        Assert.Null((await _house.ReadAsync(request)).Operations[0].Receipt!.HandedBack);
        Assert.StartsWith("Tried to say that it is done", (await _house.TrailAsync())[^1].Fact.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Twice_SaysWhoSaidSo()
    {
        var request = await HandedOverAsync(awaits: true);
        await SayAsync(request, "bob");

        var again = Assert.IsType<Problem.Conflict>((await SayAsync(request, "ann")).Problem);

        Assert.Contains("bob said already", again.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ElsewhereThanItIsShown_IsUnknown()
    {
        var request = await HandedOverAsync(awaits: true);

        var refused = await _house.HandBack.RunAsync(new(request.Id, Cast.Ann, Cast.Elsewhere, "tap"), TestContext.Current.CancellationToken);

        Assert.Equal(RequestTaps.Unknown, refused.Problem);
    }

    [Fact]
    public async Task RunAsync_WhatTheBotSeesByItself_NeedsNoWord()
    {
        var request = await HandedOverAsync(awaits: false);

        var refused = Assert.IsType<Problem.Conflict>((await SayAsync(request, "ann")).Problem);

        Assert.Contains("the bot looks by itself", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OnceItHasEnded_IsTooLate()
    {
        var request = await HandedOverAsync(awaits: true);
        _action.Reports(new ActionProgress.Ended(new(OutcomeKind.Failed, "Nobody did it.")));
        await _house.PollAsync(request);

        var refused = Assert.IsType<Problem.Conflict>((await SayAsync(request, "ann")).Problem);

        Assert.Contains("failed", refused.Sentence, StringComparison.Ordinal);
    }

    private async Task<ResponseRequest> HandedOverAsync(bool awaits)
    {
        _action.Executes(new ActionReceipt("task-1") { HandedOver = "Somebody must do it now.", AwaitsWord = awaits });
        var request = await _house.ApprovedAsync(_action.Object);
        await _house.DispatchAsync(request);
        return await _house.ReadAsync(request);
    }

    private Task<Result<ResponseRequest>> SayAsync(ResponseRequest request, string name) =>
        _house.HandBack.RunAsync(new(request.Id, Cast.Named(name), Cast.Channel, "tap"), TestContext.Current.CancellationToken);
}
