using System.Collections.Concurrent;
using System.Diagnostics;

namespace BotResponder.Journeys.Processes;

/// <summary>A bot in a process of its own.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    /// <summary>What a shell, and .NET, calls the exit code of a process that was ended by SIGKILL.</summary>
    public const int Killed = 128 + 9;

    private const int TailLines = 30;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _tail = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BotProcess(Process process)
    {
        _process = process;
        Exited = WaitAsync();
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Ends when the process has, with its exit code.</summary>
    public Task<int> Exited { get; }

    /// <summary>The last lines that it printed.</summary>
    public string Tail => string.Join('\n', _tail);

    /// <summary>Returns when it listens.</summary>
    public static async Task<BotProcess> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Under "dotnet tests.dll" the process is the runtime, which needs to be told the assembly.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(BotProcess).Assembly.Location);
        }

        start.ArgumentList.Add(ChildBot.Argument);
        foreach (var (name, value) in settings)
        {
            start.ArgumentList.Add($"--{name}={value}");
        }

        // What a developer has set for herself must not count; the host leaves profile-guided compilation out too.
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment["DOTNET_TieredPGO"] = "0";
        var process = new Process { StartInfo = start };
        process.Start();
        var bot = new BotProcess(process);
        bot.Read();
        await bot.ListensAsync(cancellationToken);
        return bot;
    }

    /// <summary>Counts points from now on, and dies at one of them.</summary>
    public async Task ArmAsync(string? killAt, CancellationToken cancellationToken)
    {
        using var content = new StringContent(killAt ?? "");
        using var response = await _http.PostAsync(new Uri(Address, ChildBot.ArmPath), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The points since it was armed.</summary>
    public async Task<IReadOnlyList<string>> PointsAsync(CancellationToken cancellationToken) =>
        (await _http.GetStringAsync(new Uri(Address, ChildBot.PointsPath), cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>From outside, at a moment when it does nothing.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted)
        {
            _process.Kill();
        }

        await Exited;
        _process.Dispose();
        _http.Dispose();
    }

    private void Read()
    {
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (line.StartsWith("http://127.0.0.1:", StringComparison.Ordinal))
        {
            _address.TrySetResult(new(line));
        }

        _tail.Enqueue(line);
        while (_tail.Count > TailLines)
        {
            _tail.TryDequeue(out var _);
        }
    }

    private async Task ListensAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_address.Task, Exited).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        Address = _address.Task.IsCompleted
            ? await _address.Task
            : throw new InvalidOperationException($"A bot ended at its start with {await Exited}:\n{Tail}");
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}
