using System.Globalization;
using BotResponder.Benchmarks.Floor;
using BotResponder.Host;
using BotResponder.Simulator;

namespace BotResponder.Benchmarks.Processes;

/// <summary>What this executable is when it was started as a child.</summary>
internal static class Children
{
    public const string Floor = "serve-floor";
    public const string Host = "serve-host";
    public const string Simulator = "serve-simulator";

    /// <summary>The path at which the host, as a child, answers with the bytes that are alive after a full collection.</summary>
    public const string LiveHeap = "/benchmarks/live-heap";

    /// <returns>False when the first argument names no child.</returns>
    public static async Task<bool> TryServeAsync(string[] args)
    {
        switch (args)
        {
            case [Floor, .. var rest]:
                await EchoFloor.RunAsync(rest);
                return true;
            case [Host, .. var rest]:
                await ServeHostAsync(rest);
                return true;
            case [Simulator, var certificateFile]:
                await ServeSimulatorAsync(certificateFile);
                return true;
            default:
                return false;
        }
    }

    /// <summary>What the host's own entry point does, and one question more about its memory.</summary>
    private static async Task ServeHostAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddBotResponder();
        var app = builder.Build();
        app.MapBotResponder();
        app.MapGet(LiveHeap, context => context.Response.WriteAsync(GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture)));
        ParentWatch.Start();
        await app.RunAsync();
    }

    private static async Task ServeSimulatorAsync(string certificateFile)
    {
        await using var microsoft = await MicrosoftSimulator.StartAsync(new() { RateLimits = false, Memory = 100 }, CancellationToken.None);
        await File.WriteAllTextAsync(certificateFile, microsoft.CertificatePem);
        await Console.Out.WriteLineAsync(microsoft.HttpAddress.AbsoluteUri);
        await Console.Out.WriteLineAsync(microsoft.HttpsAddress.AbsoluteUri);
        ParentWatch.Start();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }
}
