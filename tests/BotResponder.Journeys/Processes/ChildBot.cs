using BotResponder.Core.Records;
using BotResponder.Core.Work;
using BotResponder.Defender;
using BotResponder.Host;
using BotResponder.Journeys.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BotResponder.Journeys.Processes;

/// <summary>What this executable is when a proof starts it: the real host, its store, queue and calls watched. Prints its address, and ends with its parent.</summary>
internal static class ChildBot
{
    public const string Argument = "serve-bot";

    /// <summary>Setting: how much later it is for this process.</summary>
    public const string ClockAhead = "Proof:ClockAhead";

    /// <summary>Setting: the <see cref="Mechanism"/> that this process does without.</summary>
    public const string Without = "Proof:Without";

    /// <summary>Posted to with the name of a point: dies there. With an empty body: counts only.</summary>
    public const string ArmPath = "/proof/arm";

    /// <summary>The points since then, one a line.</summary>
    public const string PointsPath = "/proof/points";

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton<TimeProvider>(Clock(builder.Configuration));
        builder.AddBotResponder();
        var points = new KillPoints();
        Watch(builder, points);
        var app = builder.Build();
        app.MapBotResponder();
        Map(app, points);
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        EndWithParent();
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static ShiftedTime Clock(IConfiguration configuration)
    {
        var clock = new ShiftedTime();
        clock.Advance(configuration.GetValue<TimeSpan>(ClockAhead));
        return clock;
    }

    private static void Watch(WebApplicationBuilder builder, KillPoints points)
    {
        var settings = builder.Configuration;
        builder.Services.TakeOut(settings.GetValue<Mechanism>(Without));
        builder.Services.Decorate<IRecordStore>((records, _) => new WatchedRecords(records, points));
        builder.Services.Decorate<IWorkQueue>((queue, _) => new WatchedQueue(queue, points));
        var defender = settings.GetSection(DefenderOptions.Section);
        WatchedCalls.Watch(points, new Uri(defender["BaseUrl"]!).Authority, new Uri(defender["AuthorityHost"]!).Authority);
    }

    private static void Map(WebApplication app, KillPoints points)
    {
        app.MapPost(ArmPath, async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var point = await reader.ReadToEndAsync(context.RequestAborted);
            points.Arm(point.Length == 0 ? null : point);
        });
        app.MapGet(PointsPath, context => context.Response.WriteAsync(string.Join('\n', points.Passed), context.RequestAborted));
    }

    /// <summary>The parent holds the other end of standard input.</summary>
    private static void EndWithParent()
    {
        var thread = new Thread(static () =>
        {
            while (Console.In.Read() >= 0)
            {
            }

            Environment.Exit(0);
        })
        {
            IsBackground = true,
            Name = "parent watch",
        };
        thread.Start();
    }
}
