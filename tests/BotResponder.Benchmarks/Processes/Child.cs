using System.Diagnostics;

namespace BotResponder.Benchmarks.Processes;

/// <summary>A process of this executable, ended with its owner.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;

    private Child(Process process, ChildLog log) => (_process, Log) = (process, log);

    public ChildLog Log { get; }

    /// <summary>All processors together, since the process began. Linux counts in steps of 10 ms.</summary>
    public TimeSpan Cpu => Fresh().TotalProcessorTime;

    /// <summary>In bytes.</summary>
    public long Resident => Fresh().WorkingSet64;

    /// <summary>The most that was resident since the process began, in bytes.</summary>
    public long PeakResident => Fresh().PeakWorkingSet64;

    /// <summary>Null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    public StreamReader Output => _process.StandardOutput;

    /// <param name="logPath">The file for what it prints.</param>
    /// <param name="readsOutput">True: standard output is left to <see cref="Output"/>, only errors go into the file.</param>
    public static Child Start(IEnumerable<string> arguments, string logPath, bool readsOutput)
    {
        var log = new ChildLog(logPath);
        var process = new Process { StartInfo = Describe(arguments) };
        process.OutputDataReceived += log.Take;
        process.ErrorDataReceived += log.Take;
        process.Start();
        process.BeginErrorReadLine();
        if (!readsOutput)
        {
            process.BeginOutputReadLine();
        }

        return new(process, log);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Log.Dispose();
    }

    private static ProcessStartInfo Describe(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
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
        return start;
    }

    private Process Fresh()
    {
        _process.Refresh();
        return _process;
    }
}
