using System.Data.Common;
using BotResponder.Storage;

namespace BotResponder.Host.Health;

/// <summary><c>BotResponder.Host -- check</c>: looks at everything that the bot needs, one line each, and changes nothing that anybody else sees.</summary>
internal static class HostCheck
{
    /// <returns>0 when nothing failed, 1 when something did. Warnings are not failures.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationCheck.Run(services).ToList();
        if (await WriteAsync(configuration, output))
        {
            await output.WriteLineAsync("The other checks need a valid configuration: correct it and check again.");
            return 1;
        }

        var hasFailed = false;
        foreach (var (what, run) in Checks(services))
        {
            hasFailed |= await WriteAsync(await TryAsync(what, run, cancellationToken), output);
        }

        return hasFailed ? 1 : 0;
    }

    /// <summary><c>BotResponder.Host -- unpark</c>: brings back what was parked.</summary>
    public static async Task<int> UnparkAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationCheck.Run(services).Where(line => line.Result == CheckResult.Failed).ToList();
        var lines = configuration.Count > 0
            ? configuration
            : await TryAsync("unparked", token => services.GetRequiredService<ParkedList>().UnparkAsync(token), cancellationToken);
        return await WriteAsync(lines, output) ? 1 : 0;
    }

    /// <summary>Each is put together only when it runs: what cannot be opened fails its own line and no other.</summary>
    private static IEnumerable<(string What, Func<CancellationToken, Task<IReadOnlyList<CheckLine>>> Run)> Checks(IServiceProvider services) =>
    [
        ("storage", async token => [await ActivatorUtilities.CreateInstance<StoreCheck>(services).RunAsync(token)]),
        ("queue", async token => [await ActivatorUtilities.CreateInstance<QueueCheck>(services).RunAsync(token)]),
        ("parked", token => services.GetRequiredService<ParkedList>().CheckAsync(token)),
        ("tenants", token => ActivatorUtilities.CreateInstance<TenantCheck>(services).RunAsync(token)),
        ("groups", token => ActivatorUtilities.CreateInstance<GroupCheck>(services).RunAsync(token)),
        ("bot token", async token => [await ActivatorUtilities.CreateInstance<IdentityCheck>(services).TokenAsync(token)]),
        ("clock", async token => [await ActivatorUtilities.CreateInstance<IdentityCheck>(services).ClockAsync(token)]),
    ];

    private static async Task<IReadOnlyList<CheckLine>> TryAsync(
        string what, Func<CancellationToken, Task<IReadOnlyList<CheckLine>>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run(cancellationToken);
        }
#pragma warning disable CA1031 // The one catch of a check: what went wrong is its result.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return [CheckLine.Failed(what, Explain(exception))];
        }
    }

    /// <summary>Messages of files and databases help and hold no secret; of others only the kind is shown.</summary>
    private static string Explain(Exception exception) => exception is StorageUnusableException or DbException or IOException or UnauthorizedAccessException
        ? $"{exception.Message.ReplaceLineEndings(" ")} Check the section Storage, and that the process may write there."
        : $"It could not be tried ({exception.GetType().Name}). The bot's log says more when it is started.";

    /// <returns>True when a line failed.</returns>
    private static async Task<bool> WriteAsync(IReadOnlyList<CheckLine> lines, TextWriter output)
    {
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line.ToString());
        }

        return lines.Any(line => line.Result == CheckResult.Failed);
    }
}
