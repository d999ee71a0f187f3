using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Host.Cards;
using BotResponder.Teams.Cards;

namespace BotResponder.Tests.Host.Cards;

/// <summary>The card of a request with many targets: counted, summed up, and small enough for Teams.</summary>
public sealed class ManyTargetsCardTests
{
    [Theory]
    [InlineData(RequestState.Pending, nameof(CardRole.Approver), "approve deny")]
    [InlineData(RequestState.Pending, nameof(CardRole.Everybody), "refresh")]
    [InlineData(RequestState.Running, nameof(CardRole.Requester), "withdraw")]
    [InlineData(RequestState.Running, nameof(CardRole.Approver), "")]
    [InlineData(RequestState.Failed, nameof(CardRole.Everybody), "undo")]
    public void Render_ThreeHundred_HasTheButtonsOfStateAndReader(RequestState state, string reader, string verbs)
    {
        var view = View(state) with { Audience = new(Enum.Parse<CardRole>(reader), []) };

        Assert.Equal(verbs, string.Join(' ', (RequestCard.Render(view).Actions ?? []).OfType<ExecuteAction>().Select(action => action.Verb)));
    }

    [Fact]
    public void Render_CriticalTargetIsTheLast_StandsFirst()
    {
        var json = RequestCard.Render(View(RequestState.Pending)).ToJson();

        Assert.Contains("300 targets, 1 of them critical", json, StringComparison.Ordinal);
        Assert.True(json.IndexOf(Name(299), StringComparison.Ordinal) < json.IndexOf(Name(1), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RequestState.Pending)]
    [InlineData(RequestState.Running)]
    [InlineData(RequestState.Failed)]
    public void Render_LongestNames_StaysWithinTheBudget(RequestState state) =>
        Assert.False(RequestCard.Fit(View(state, new string('\u00E9', 200))).Measure().IsLarge);

    [Fact]
    public void Pages_Together_NameEveryTargetOnceWithItsWholeId()
    {
        var request = View(RequestState.Failed).Request;

        var pages = Enumerable.Range(1, TargetPages.Count(request)).Select(page => TargetPages.Render(request, page, CardSamples.Now).Card).ToArray();

        var all = string.Concat(pages.Select(page => page.ToJson()));
        Assert.Equal(6, pages.Length);
        Assert.All(request.Operations, operation => Assert.Equal(2, all.Split(operation.Target.Id).Length));
        Assert.All(pages, page => Assert.InRange(page.CountCharacters(), 1, 18_000));
    }

    private static string Name(int index) => $"WS-{index.ToString("D3", CultureInfo.InvariantCulture)}";

    internal static RequestView View(RequestState state, string? theirs = null)
    {
        var view = CardSamples.View(state);
        ImmutableArray<TargetOperation> operations = [.. Enumerable.Range(0, 300).Select(index => Operation(view.Request.Operations[0], state, index, theirs))];
        return view with { Request = view.Request with { Operations = operations } };
    }

    private static TargetOperation Operation(TargetOperation sample, RequestState state, int index, string? theirs)
    {
        var number = index.ToString("D3", CultureInfo.InvariantCulture);
        var preview = sample.Preview with
        {
            Target = new("device", number.PadLeft(40, 'a'), theirs ?? $"WS-{number}"),
            IsCritical = index == 299,
            Warnings = index % 50 == 0 ? ["The device may be offline: Defender keeps trying for 3 days, then the action must be asked for again."] : [],
        };
        var operation = new TargetOperation { Parameters = sample.Parameters, Preview = preview };
        return (state, index) switch
        {
            (RequestState.Pending, _) => operation,
            (RequestState.Running, < 100) => Ended(operation, OutcomeKind.Done, "Defender says that it is done."),
            (RequestState.Running, < 108) => operation with { State = OperationState.Accepted, Receipt = new("action") },
            (RequestState.Running, 200) => operation with { WaitsFor = new("R-0TH3R") },
            (RequestState.Running, _) => operation,
            (_, < 7) => Ended(operation, OutcomeKind.Failed, "The device did not answer in the time that Defender waits. Check that it is online and ask again."),
            (_, 7) => Ended(operation, OutcomeKind.Refused, "Defender cannot do this on the device's operating system. Act on the device or on the network instead."),
            _ => Ended(operation, OutcomeKind.Done, "Defender says that it is done."),
        };
    }

    private static TargetOperation Ended(TargetOperation operation, OutcomeKind kind, string sentence) =>
        operation with { State = OperationState.Ended, Outcome = new(kind, sentence) };
}
