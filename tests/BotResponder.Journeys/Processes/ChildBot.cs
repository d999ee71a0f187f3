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

/// <summary>What this executable is when a proof starts it: real hosts, their stores, queues and calls watched. Prints their addresses, and ends with its parent.</summary>
internal static class ChildBot
{
    public const string Argument = "serve-bot";

    /// <summary>Setting: how much later it is for this process.</summary>
    public const string ClockAhead = "Proof:ClockAhead";

    /// <summary>Setting: the <see cref="Mechanism"/> that this process does without.</summary>
    public const string Without = "Proof:Without";

    /// <summary>Below it a proof talks to its bot.</summary>
    public const string ProofPath = "/proof";

    /// <summary>Posted to with the name of a point: the bot dies there. With an empty body: counts only.</summary>
    public const string ArmPath = $"{ProofPath}/arm";

    /// <summary>The points since then, one a line.</summary>
    public const string PointsPath = $"{ProofPath}/points";

    /// <summary>Answers whether the bot stands at its point.</summary>
    public const string StandsPath = $"{ProofPath}/stands";

    /// <summary>Posted to when there is nothing left that it could die for.</summary>
    public const string OverPath = $"{ProofPath}/over";

    private const int ThreadsOfABot = 32;

    /// <param name="args">The settings of a bot; after another <see cref="Argument"/> those of the next one.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var bots = Split(args);

        // Whoever stands at a point keeps its thread.
        ThreadPool.SetMinThreads(ThreadsOfABot * bots.Count, ThreadsOfABot * bots.Count);
        var end = new CommonEnd(bots.Count);
        List<WebApplication> running = [];
        foreach (var settings in bots)
        {
            running.Add(await StartAsync(settings, new KillPoints(end)));
        }

        await Console.Out.WriteLineAsync(string.Join(' ', running.Select(AddressOf)));
        EndWithParent();
        await Task.WhenAll(running.Select(bot => bot.WaitForShutdownAsync()));
        return 0;
    }

    private static List<string[]> Split(ReadOnlySpan<string> args)
    {
        List<string[]> bots = [];
        foreach (var part in args.Split(Argument))
        {
            bots.Add([.. args[part]]);
        }

        return bots;
    }

    private static async Task<WebApplication> StartAsync(string[] settings, KillPoints points)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = settings, EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton<TimeProvider>(Clock(builder.Configuration));
        builder.AddBotResponder();
        Watch(builder, points);
        var app = builder.Build();
        app.Use(points.SilenceAsync);
        app.MapBotResponder();
        Map(app, points);
        await app.StartAsync();
        return app;
    }

    private static string AddressOf(WebApplication bot) => bot.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

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
        app.MapGet(StandsPath, context => context.Response.WriteAsync(points.IsStanding.ToString(), context.RequestAborted));
        app.MapPost(OverPath, _ =>
        {
            points.Over();
            return Task.CompletedTask;
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
