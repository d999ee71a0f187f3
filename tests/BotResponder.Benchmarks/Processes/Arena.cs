using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using BotResponder.Benchmarks.Load;
using BotResponder.Benchmarks.Report;
using BotResponder.Simulator;

namespace BotResponder.Benchmarks.Processes;

/// <summary>Everything that both bots share: one connector, one pretend Microsoft, one folder on a real disk.</summary>
internal sealed class Arena : IAsyncDisposable
{
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly Child _simulator;
    private readonly Uri _microsoft;
    private readonly Uri _authority;
    private readonly string _certificateFile;
    private int _bots;

    private Arena(string folder, Sink sink, Child simulator, Uri microsoft, Uri authority, string certificateFile)
    {
        (Folder, Sink) = (folder, sink);
        (_simulator, _microsoft, _authority, _certificateFile) = (simulator, microsoft, authority, certificateFile);
    }

    /// <summary>Removed at the end.</summary>
    public string Folder { get; }

    public Sink Sink { get; }

    public TimeSpan SimulatorCpu => _simulator.Cpu;

    public static async Task<Arena> OpenAsync(string? parentFolder)
    {
        var folder = Path.Combine(parentFolder ?? Path.GetTempPath(), $"botresponder-benchmarks-{Guid.NewGuid():n}");
        Directory.CreateDirectory(folder);
        var certificateFile = Path.Combine(folder, "simulator.pem");
        var simulator = Child.Start([Children.Simulator, certificateFile], Path.Combine(folder, "simulator.log"), readsOutput: true);
        var microsoft = new Uri((await simulator.Output.ReadLineAsync())!);
        var authority = new Uri((await simulator.Output.ReadLineAsync())!);
        return new(folder, await Sink.StartAsync(), simulator, microsoft, authority, certificateFile);
    }

    public Bot StartFloor() => Start(NoteBook.Floor, Children.Floor, []);

    /// <summary>Begins with an empty store.</summary>
    public Bot StartHost() => Start(NoteBook.Host, Children.Host, Settings().ToArguments());

    /// <summary>Begins with an empty store, and talks to another pretend Microsoft.</summary>
    /// <param name="change">What else is set otherwise; null for nothing.</param>
    public async Task<Bot> StartHostAsync(MicrosoftSimulator microsoft, Func<HostSettings, HostSettings>? change = null)
    {
        var settings = Settings() with
        {
            Microsoft = microsoft.HttpAddress,
            Authority = microsoft.HttpsAddress,
            CertificateFile = Path.Combine(Folder, $"simulator-{_bots}.pem"),
        };
        await File.WriteAllTextAsync(settings.CertificateFile, microsoft.CertificatePem);
        return Start(NoteBook.Host, Children.Host, (change?.Invoke(settings) ?? settings).ToArguments());
    }

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        await Sink.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private HostSettings Settings() => new()
    {
        Store = Path.Combine(Folder, $"store-{_bots}", "botresponder.db"),
        LedgerKey = _key,
        Microsoft = _microsoft,
        Authority = _authority,
        CertificateFile = _certificateFile,
    };

    private Bot Start(string name, string kind, IEnumerable<string> settings)
    {
        var log = Path.Combine(Folder, $"{name}-{_bots++}.log");
        var port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}/");
        return new(
            name,
            () => Child.Start([kind, $"--urls={address}", "--Logging:LogLevel:Default=Warning", .. settings], log, readsOutput: false),
            address,
            Sink);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
