using System.Diagnostics;

namespace BotResponder.Benchmarks.Processes;

/// <summary>A process of this executable, ended with its owner.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;

    private Child(Process process) => _process = process;

    /// <summary>All processors together, since the process began. Linux counts in steps of 10 ms.</summary>
    public TimeSpan Cpu => Fresh().TotalProcessorTime;

    /// <summary>In bytes.</summary>
    public long Resident => Fresh().WorkingSet64;

    /// <summary>The most that was resident since the process began, in bytes.</summary>
    public long PeakResident => Fresh().PeakWorkingSet64;

    public StreamReader Output => _process.StandardOutput;

    /// <param name="readsOutput">False: what it prints is thrown away.</param>
    public static Child Start(IEnumerable<string> arguments, bool readsOutput)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };

        // Under "dotnet benchmarks.dll" the process is the runtime, which needs to be told the assembly.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "BotResponder.Benchmarks.dll"));
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The host lets unauthenticated loopback in for development only; what a developer has set for herself must not count.
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment.Remove("ASPNETCORE_URLS");
        var process = Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
        if (!readsOutput)
        {
            process.OutputDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
        }

        return new(process);
    }

    public void ThrowIfEnded()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"A child process ended by itself with code {_process.ExitCode}. Its reason stands above.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private Process Fresh()
    {
        _process.Refresh();
        return _process;
    }
}
