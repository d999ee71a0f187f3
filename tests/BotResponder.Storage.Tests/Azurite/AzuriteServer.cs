using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BotResponder.Storage.Tests.Azurite;

/// <summary>A storage account of this machine's own: tables and queues on free loopback ports, kept in memory, gone with the process that started it.</summary>
public sealed partial class AzuriteServer : IAsyncDisposable
{
    /// <summary>Blobs, queues and tables; the first comes whether wanted or not.</summary>
    private const int Services = 3;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private AzuriteServer(Process process, IReadOnlyDictionary<string, string> addresses)
    {
        _process = process;
        (QueueAddress, TableAddress) = (addresses["Queue"], addresses["Table"]);
    }

    public string QueueAddress { get; }

    public string TableAddress { get; }

    /// <summary>With the account name and key that every emulator has: https://learn.microsoft.com/azure/storage/common/storage-use-azurite.</summary>
    public string ConnectionString =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"QueueEndpoint={QueueAddress}/devstoreaccount1;TableEndpoint={TableAddress}/devstoreaccount1;";

    public static async Task<AzuriteServer> StartAsync(CancellationToken cancellationToken)
    {
        var process = Process.Start(HowToStart()) ?? throw new InvalidOperationException("Node.js did not start.");
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(s_patience);
            return new AzuriteServer(process, await AddressesAsync(process.StandardOutput, patience.Token));
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    public ValueTask DisposeAsync() => EndAsync(_process);

    internal static ProcessStartInfo HowToStart() => new("node")
    {
        WorkingDirectory = Folder(),
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        ArgumentList =
        {
            "start.js", "--inMemoryPersistence", "--disableTelemetry", "--silent",
            "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        },
    };

    private static async Task<IReadOnlyDictionary<string, string>> AddressesAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> said = [];
        while (addresses.Count < Services)
        {
            var line = await output.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException($"Azurite ended at its start: {string.Join(Environment.NewLine, said)}");
            said.Add(line);
            if (Listening().Match(line) is { Success: true } found)
            {
                addresses[found.Groups["service"].Value] = found.Groups["address"].Value;
            }
        }

        // Whatever it says from now on must be read by somebody: a full pipe would stop it.
        _ = output.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return addresses;
    }

    private static async ValueTask EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    /// <summary>The folder with the installed package, found upward from the running assembly: projects that link this file need no settings.</summary>
    private static string Folder()
    {
        const string Inside = "tests/BotResponder.Storage.Tests/Azurite";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, Inside);
            if (File.Exists(Path.Combine(candidate, "start.js")))
            {
                return Directory.Exists(Path.Combine(candidate, "node_modules"))
                    ? candidate
                    : throw new InvalidOperationException($"Azurite is not installed: run npm ci in {candidate}.");
            }
        }

        throw new InvalidOperationException($"No {Inside} above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex("^Azurite (?<service>Blob|Queue|Table) service is successfully listening at (?<address>http://[0-9.:]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
