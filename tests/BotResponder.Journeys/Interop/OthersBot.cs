using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using BotResponder.Simulator;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Interop;

/// <summary>An echo bot in a process of its own, on a library that we did not write, with its checks of tokens switched on.</summary>
public sealed class OthersBot : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _failures = new();

    private OthersBot(Process process) => _process = process;

    public Uri Endpoint { get; private set; } = new("http://127.0.0.1");

    /// <summary>What the library complained of.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <param name="library">The script's name in <c>Bots/</c>.</param>
    public static async Task<OthersBot> StartAsync(string library, MicrosoftSimulator microsoft, CancellationToken cancellationToken)
    {
        var bot = new OthersBot(Process.Start(HowToStart(library, microsoft)) ?? throw new InvalidOperationException("Node.js did not start."));
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(s_patience);
            await bot.ListenAsync(patience.Token);
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static ProcessStartInfo HowToStart(string library, MicrosoftSimulator microsoft) => new("node")
    {
        WorkingDirectory = Folder(),
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        ArgumentList =
        {
            "--no-deprecation",
            "start.js",
            library,
            JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["metadataUrl"] = microsoft.BotFrameworkMetadata.AbsoluteUri,
                ["tokenUrl"] = new Uri(microsoft.HttpAddress, $"/{Cast.ContosoId}/oauth2/v2.0/token").AbsoluteUri,
                ["appId"] = Cast.BotAppId,
                ["tenantId"] = Cast.ContosoId,
                ["secret"] = Cast.BotSecret,
            }),
        },
    };

    private static string Folder()
    {
        const string Inside = "tests/BotResponder.Journeys/Interop/Bots";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, Inside);
            if (File.Exists(Path.Combine(candidate, "start.js")))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"No {Inside} above {AppContext.BaseDirectory}.");
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        const string Ready = "listening ";
        List<string> said = [];
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            said.Add(line);
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                Endpoint = new($"http://127.0.0.1:{line[Ready.Length..]}/api/messages");
                _ = WatchAsync(_process.StandardOutput);
                _ = WatchAsync(_process.StandardError);
                return;
            }
        }

        throw new InvalidOperationException($"The bot ended at its start: {string.Join(Environment.NewLine, said)}");
    }

    private async Task WatchAsync(StreamReader said)
    {
        while (await said.ReadLineAsync(CancellationToken.None) is { } line)
        {
            _failures.Enqueue(line);
        }
    }
}
