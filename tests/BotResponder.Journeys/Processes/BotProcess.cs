using System.Collections.Concurrent;
using System.Diagnostics;

namespace BotResponder.Journeys.Processes;

/// <summary>A process with one bot or several. They die together.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    /// <summary>What a shell, and .NET, calls the exit code of a process that was ended by SIGKILL.</summary>
    public const int Killed = 128 + 9;

    private const int TailLines = 30;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _tail = new();
    private readonly TaskCompletionSource<IReadOnlyList<Uri>> _addresses = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BotProcess(Process process)
    {
        _process = process;
        Exited = WaitAsync();
    }

    /// <summary>In the order of their settings.</summary>
    public IReadOnlyList<ProcessBot> Bots { get; private set; } = [];

    /// <summary>Ends when the process has, with its exit code.</summary>
    public Task<int> Exited { get; }

    /// <summary>The last lines that it printed.</summary>
    public string Tail => string.Join('\n', _tail);

    /// <summary>Returns when every bot listens.</summary>
    /// <param name="bots">Their settings.</param>
    public static async Task<BotProcess> StartAsync(IEnumerable<IEnumerable<KeyValuePair<string, string?>>> bots, CancellationToken cancellationToken)
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

        foreach (var settings in bots)
        {
            start.ArgumentList.Add(ChildBot.Argument);
            foreach (var (name, value) in settings)
            {
                start.ArgumentList.Add($"--{name}={value}");
            }
        }

        // What a developer has set for herself must not count; the host leaves profile-guided compilation out too.
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment["DOTNET_TieredPGO"] = "0";
        var process = new Process { StartInfo = start };
        process.Start();
        var started = new BotProcess(process);
        started.Read();
        await started.ListensAsync(cancellationToken);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted)
        {
            _process.Kill();
        }

        await Exited;
        _process.Dispose();
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
            _addresses.TrySetResult([.. line.Split(' ').Select(address => new Uri(address))]);
        }

        _tail.Enqueue(line);
        while (_tail.Count > TailLines)
        {
            _tail.TryDequeue(out var _);
        }
    }

    private async Task ListensAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_addresses.Task, Exited).WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        var addresses = _addresses.Task.IsCompleted
            ? await _addresses.Task
            : throw new InvalidOperationException($"Bots ended at their start with {await Exited}:\n{Tail}");
        Bots = [.. addresses.Select(address => new ProcessBot(address, Exited))];
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}
