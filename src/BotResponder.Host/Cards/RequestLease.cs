using BotResponder.Core.Commands;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What a request's card says about its end: for how long it is asked before it is done, until when it lasts afterwards.</summary>
internal static class RequestLease
{
    /// <summary>For an action that this version does not know any more.</summary>
    public static LastingWords AnyWords { get; } = new("contained", "released");

    public static IEnumerable<CardElement> Of(RequestView view)
    {
        var (request, code) = (view.Request, CardText.Theirs(view.Request.Code.Value));
        return request.Lease switch
        {
            null => [],
            { Note: { } note } => [CardParts.Line(CardText.Theirs(note, view.Limits.Sentence))],
            { Ends: { } ends } =>
            [
                new TextBlock(Until(view.Lasts, view.Zone, ends)) { Weight = TextWeight.Bolder },
                CardParts.Small(CardText.Ours($"To keep it longer type **extend {code} for 4h because** and why; to end it now, **undo {code}**.")),
            ],
            { For: var time } when !RequestLifecycle.IsFinal(request.State) =>
                [CardParts.Line(CardText.Ours($"**For {CardText.Theirs(LeaseTime.Say(time))}** from when it is done, then {CardText.Theirs(view.Lasts.After)} by itself."))],
            _ => [],
        };
    }

    /// <summary>For example <c>Isolated until 18:00 on 29 Nov (Europe/Berlin), then released by itself</c>.</summary>
    public static CardText Until(LastingWords words, TimeZoneInfo zone, DateTimeOffset ends) =>
        CardText.Theirs($"{char.ToUpperInvariant(words.During[0])}{words.During[1..]} until {CustomerClock.Say(zone, ends)}, then {words.After} by itself");

    public static IEnumerable<Fact> Facts(ResponseRequest request) => request.Lease is { Extensions: { IsEmpty: false } extensions }
        ? [new(CardText.Ours("End moved by"), CardText.Join(", ", extensions.Select(link => CardText.Theirs(link.Code.Value))))]
        : [];
}
