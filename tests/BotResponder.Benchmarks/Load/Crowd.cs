using System.Collections.Immutable;
using System.Diagnostics;
using BotResponder.Benchmarks.Processes;
using BotResponder.Simulator;
using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Benchmarks.Load;

/// <summary>People in one large channel, as the pretend Teams knows them: some approve, some ask, most only look.</summary>
internal sealed class Crowd(MicrosoftSimulator microsoft, int viewers)
{
    private const int MostApprovers = 5;
    private const int MostRequesters = 10;

    public TeamsConversation Channel => microsoft.Teams.ContosoEveryone;

    /// <summary>Approvers first, then requesters, then those without a role.</summary>
    public ImmutableArray<CastMember> Viewers { get; } = [.. microsoft.Teams.ContosoEveryone.Members.Take(viewers)];

    public ImmutableArray<CastMember> Approvers => Viewers[..MostApprovers];

    public ImmutableArray<CastMember> Requesters => Viewers[MostApprovers..(MostApprovers + MostRequesters)];

    public Bot? Bot { get; set; }

    public Task AskAsync(int number) => microsoft.Teams.SayAsync(
        Requesters[number % MostRequesters], Channel, FormattableString.Invariant($"isolate ws-{101 + number:D3} because ransomware note on the desktop"), mentionBot: true, CancellationToken.None);

    /// <summary>Cards of requests in the channel, each with the opaque id that its buttons carry.</summary>
    public ImmutableArray<(string Message, string Request)> Cards() =>
    [
        .. microsoft.Teams.Transcript(Channel).Where(message => message.Author is null)
            .Select(message => (message.Id, Request: CardReader.Actions(message.Card).Select(action => (string?)action["data"]?["request"]).FirstOrDefault(id => id is not null)))
            .Where(card => card.Request is not null)
            .Select(card => (card.Id, card.Request!)),
    ];

    /// <summary>A client that Teams tells to fetch a card by itself does so; anybody else chooses "Refresh card".</summary>
    /// <returns>Milliseconds until the answer.</returns>
    public Task<double> RefreshAsync(CastMember person, (string Message, string Request) card) => TimedAsync(async () =>
        await microsoft.Teams.RefreshAsync(person, Channel, card.Message, CancellationToken.None)
            ?? await microsoft.Teams.TapAsync(person, Channel, card.Message, "refresh", new() { ["request"] = card.Request }, inputs: null, CancellationToken.None),
        mustBeCard: HasRole(person));

    /// <inheritdoc cref="RefreshAsync"/>
    public Task<double> ApproveAsync(CastMember person, (string Message, string Request) card) => TimedAsync(
        () => microsoft.Teams.TapAsync(person, Channel, card.Message, "approve", new() { ["request"] = card.Request }, inputs: null, CancellationToken.None), mustBeCard: true);

    /// <inheritdoc cref="RefreshAsync"/>
    public Task<double> SearchAsync(CastMember person, string words) => TimedAsync(
        () => microsoft.Teams.Extension.SearchAsync(person, Channel, "devices", "words", words, CancellationToken.None), mustBeCard: false);

    private bool HasRole(CastMember person) => Approvers.Contains(person) || Requesters.Contains(person);

    private async Task<double> TimedAsync(Func<Task<BotAnswer>> doAsync, bool mustBeCard)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await doAsync();
        var taken = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return answer.Status == StatusCodes.Status200OK && (!mustBeCard || answer.Body.Contains("application/vnd.microsoft.card.adaptive", StringComparison.Ordinal))
            ? taken
            : throw Bot!.Fault($"an invoke was answered with {answer.Status} after {taken:0} ms: {answer.Body}");
    }
}
