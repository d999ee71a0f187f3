using System.Diagnostics;
using BotResponder.Benchmarks.Load;
using BotResponder.Benchmarks.Processes;
using BotResponder.Benchmarks.Report;
using BotResponder.Simulator;
using BotResponder.Simulator.Faults;
using BotResponder.Simulator.Http;

namespace BotResponder.Benchmarks.Measures;

/// <summary>
/// Open requests' cards stand in a large channel, Defender stops answering, and everybody looks at every card while approvers tap, searchers
/// search, and what was approved waits for Defender. Tokens are checked and Teams' documented limits are kept, by the host and by the pretend Teams.
/// </summary>
/// <remarks>Times are those of a client, and the pretend Microsoft's own work is in them: both live in this process.</remarks>
internal sealed class InvokesMeasure
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly MicrosoftSimulator _microsoft;
    private readonly Bot _bot;
    private readonly Crowd _crowd;
    private readonly Size _size;

    private InvokesMeasure(MicrosoftSimulator microsoft, Bot bot, Crowd crowd, Size size)
    {
        (_microsoft, _bot, _crowd, _size) = (microsoft, bot, crowd, size);
        microsoft.Teams.BotEndpoint = bot.Endpoint;
    }

    public static async Task RunAsync(Arena arena, RunOptions options, NoteBook book)
    {
        var size = options.IsQuick ? new Size(16, 8, TimeSpan.FromSeconds(8)) : new Size(60, 50, TimeSpan.FromMinutes(1));
        await using var microsoft = await MicrosoftSimulator.StartAsync(new() { TeamsThrottling = true, RequireConnectorToken = true }, CancellationToken.None);
        var crowd = new Crowd(microsoft, size.Viewers);
        await using var bot = await arena.StartHostAsync(microsoft, settings => settings with
        {
            Channel = crowd.Channel.Id,
            Approvers = [.. crowd.Approvers.Select(person => person.ObjectId)],
            Responders = [.. crowd.Requesters.Select(person => person.ObjectId)],
            ShareOfLimits = 1,
            Keys = microsoft.BotFrameworkMetadata,
        });
        crowd.Bot = bot;
        await bot.WaitForPortAsync();
        await new InvokesMeasure(microsoft, bot, crowd, size).MeasureAsync(book);
    }

    private async Task MeasureAsync(NoteBook book)
    {
        var cards = await AskAsync();

        // Teams' clients look before anything is wrong too; the first looks compile the host.
        await Loops.ClosedAsync(4, 10 * cards.Length, index => _crowd.RefreshAsync(_crowd.Viewers[index % _crowd.Viewers.Length], cards[index % cards.Length]));

        var before = _microsoft.Calls.Length;
        using var hang = _microsoft.Faults.SwitchOn(UpstreamArea.Defender, new Fault.Hang(), times: null);
        var looks = cards.Length * _size.Viewers;
        var spread = Loops.OpenAsync(_size.Time / looks, looks, LookAsync);
        var taps = Loops.OpenAsync(_size.Time * 2 / cards.Length, cards.Length / 2, index => _crowd.ApproveAsync(_crowd.Approvers[index % _crowd.Approvers.Length], cards[index]));
        var searches = Loops.OpenAsync(_size.Time / 20, 20, index => _crowd.SearchAsync(_crowd.Approvers[index % _crowd.Approvers.Length], "ws-1"));
        await Task.WhenAll(spread, taps, searches);
        var storm = await Loops.ClosedAsync(_size.Viewers, looks, LookAsync);

        Note(book, Figures.InvokeRefresh, await spread);
        Note(book, Figures.InvokeStorm, storm);
        Note(book, Figures.InvokeTap, await taps);
        Note(book, Figures.InvokeQuery, await searches);
        book.Add(NoteBook.Host, Figures.InvokeP99, NoteBook.Quantile([.. await spread, .. storm, .. await taps], 0.99));
        book.Add(NoteBook.Host, Figures.HangingCalls, _microsoft.Calls.Skip(before).Count(call => call is { Area: UpstreamArea.Defender, Status: 0 }));

        // Each viewer once at each card, no two neighbours at the same one.
        Task<double> LookAsync(int index) => _crowd.RefreshAsync(
            _crowd.Viewers[index % _size.Viewers], cards[((index / _size.Viewers) + index) % cards.Length]);
    }

    /// <returns>Once every card stands in the channel, which takes Teams' pace.</returns>
    private async Task<(string Message, string Request)[]> AskAsync()
    {
        await _microsoft.Teams.InstallBotAsync(_crowd.Channel, CancellationToken.None);
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < _size.Cards; number++)
        {
            await _crowd.AskAsync(number);
        }

        while (_crowd.Cards().Length < _size.Cards)
        {
            if (Stopwatch.GetElapsedTime(began) > s_patience)
            {
                throw _bot.Fault($"after {s_patience.TotalMinutes} minutes {_crowd.Cards().Length} of {_size.Cards} cards stood in the channel.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }

        return [.. _crowd.Cards()];
    }

    private static void Note(NoteBook book, string kind, double[] times)
    {
        book.Add(NoteBook.Host, Figures.Invoke(kind, "p50"), NoteBook.Quantile(times, 0.5));
        book.Add(NoteBook.Host, Figures.Invoke(kind, "p99"), NoteBook.Quantile(times, 0.99));
        book.Add(NoteBook.Host, Figures.Invoke(kind, "max"), times.Max());
    }

    private sealed record Size(int Viewers, int Cards, TimeSpan Time);
}
