using BotResponder.Core.Customers;
using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Defender;
using BotResponder.Host.Chat;

namespace BotResponder.Host.Settings;

/// <summary>Finds every contradiction at the start and not at three in the morning: opens the store, builds customers and vocabulary.</summary>
internal sealed class StartUp(IRecordStore records, IWorkQueue queue, CustomerDirectory customers, ChatVocabulary vocabulary, ILogger<StartUp> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await records.FindAsync(new("health", "probe"), cancellationToken);
        var depth = await queue.DepthAsync(cancellationToken);
        log.Started(customers.All.Count(), vocabulary.Catalog.All.Count(), depth.Waiting, depth.Parked);

        // Loading Graph takes a third of a second, which nobody should wait for in a turn.
        _ = Task.Run(() => DefenderWarmUp.WarmUpAsync(CancellationToken.None), CancellationToken.None);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static partial class SettingsLog
{
    [LoggerMessage(1500, LogLevel.Information, "BotResponder starts: {Customers} customer(s), {Actions} response action(s), {Waiting} work item(s) waiting, {Parked} parked")]
    public static partial void Started(this ILogger log, int customers, int actions, int waiting, int parked);

    [LoggerMessage(1501, LogLevel.Warning, "New settings are in force: {Customers} customer(s), policy {Policy}")]
    public static partial void SettingsTaken(this ILogger log, int customers, string policy);

    [LoggerMessage(1502, LogLevel.Error, "New settings under Protection or Policy were refused, and the old ones stay in force until they are put right: {Fault}")]
    public static partial void SettingsRefused(this ILogger log, string fault);

    [LoggerMessage(1503, LogLevel.Error, "Which settings are in force could not be written into the trail; it is tried again")]
    public static partial void SettingsNotNoted(this ILogger log, Exception exception);
}
