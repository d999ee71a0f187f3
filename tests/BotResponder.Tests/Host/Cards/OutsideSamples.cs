using BotResponder.Core.Requests;
using BotResponder.Host.Cards;

namespace BotResponder.Tests.Host.Cards;

/// <summary>Requests whose effect somebody took back outside the bot.</summary>
internal static class OutsideSamples
{
    public static RequestView One(string? theirs)
    {
        var view = CardSamples.View(RequestState.Done, theirs);
        return With(view, (operation, _) => operation with { Outside = End(theirs) });
    }

    /// <summary>Of 300 targets, of which eight failed, every hundredth.</summary>
    public static RequestView Many() => With(
        ManyTargetsCardTests.View(RequestState.Failed), (operation, index) => index % 100 == 50 ? operation with { Outside = End(theirs: null) } : operation);

    private static RequestView With(RequestView view, Func<TargetOperation, int, TargetOperation> change) =>
        view with { Request = view.Request with { Operations = [.. view.Request.Operations.Select(change)] } };

    private static OutsideEnd End(string? theirs) => new(
        "Released outside the bot", theirs ?? "Defender lists “Release device from isolation”, asked for by kim, done at 10:12 UTC.", CardSamples.Now);
}
