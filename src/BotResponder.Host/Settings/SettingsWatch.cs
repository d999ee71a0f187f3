using System.Threading.Channels;
using BotResponder.Core.Customers;
using Microsoft.Extensions.Primitives;

namespace BotResponder.Host.Settings;

/// <summary>Puts changed customers and rules in force without a restart. What the start would not accept is refused, and the old ones stay.</summary>
/// <remarks>How often groups are read and other numbers of these sections hold from the next start on.</remarks>
internal sealed class SettingsWatch(
    IConfiguration configuration, TakeSettings settings, NoteSettings note, TimeProvider time, ILogger<SettingsWatch> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    /// <summary>However often a file is saved meanwhile, it is read once more.</summary>
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = ChangeToken.OnChange(configuration.GetReloadToken, () => _changes.Writer.TryWrite(true));
        await NoteAsync(stoppingToken);
        await foreach (var _ in _changes.Reader.ReadAllAsync(stoppingToken))
        {
            if (settings.Run())
            {
                await NoteAsync(stoppingToken);
            }
        }
    }

    /// <summary>The trail follows: what is in force is pinned into each decision besides.</summary>
    private async Task NoteAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await note.RunAsync(cancellationToken);
                return;
            }
#pragma warning disable CA1031 // The one catch of the watch: a store that is away must not end it.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.SettingsNotNoted(exception);
                await Task.Delay(Again, time, cancellationToken);
            }
        }
    }
}
