using BotResponder.Host;
using BotResponder.Playground.Components;
using BotResponder.Playground.Rehearsal;
using BotResponder.Simulator;
using BotResponder.Simulator.Tenants;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.FluentUI.AspNetCore.Components;

namespace BotResponder.Playground;

/// <summary>The bot, the pretend Microsoft and the page to play on, in one process.</summary>
public sealed class PlaygroundApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PlaygroundApp(WebApplication app, MicrosoftSimulator simulator)
    {
        (_app, Simulator) = (app, simulator);
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where the page is.</summary>
    public Uri Address { get; }

    public MicrosoftSimulator Simulator { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts everything, with the bot installed wherever somebody can talk to it.</summary>
    /// <param name="args">Configuration, for example <c>--urls http://127.0.0.1:0 --contentRoot /somewhere</c>. Default address: http://127.0.0.1:5080.</param>
    /// <exception cref="PlaygroundException">The address is taken or is not on the loopback interface.</exception>
    public static async Task<PlaygroundApp> StartAsync(string[] args, CancellationToken cancellationToken)
    {
        var simulator = await MicrosoftSimulator.StartAsync(new() { RequireConnectorToken = true }, cancellationToken);
        WebApplication? app = null;
        try
        {
            app = Build(args, simulator);
            await StartAsync(app, cancellationToken);
            var playground = new PlaygroundApp(app, simulator);
            await playground.InstallBotAsync(cancellationToken);
            return playground;
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            await simulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, says what to try and waits for Ctrl+C.</summary>
    /// <returns>The exit code: 1 when it could not start.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var playground = await StartAsync(args, CancellationToken.None);
            await Console.Out.WriteLineAsync(Greeting.For(playground.Address));
            await playground._app.WaitForShutdownAsync();
            return 0;
        }
        catch (PlaygroundException impossible)
        {
            await Console.Error.WriteLineAsync(impossible.Message);
            return 1;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    private static WebApplication Build(string[] args, MicrosoftSimulator simulator)
    {
        var builder = WebApplication.CreateBuilder(PlaygroundSettings.Options(args));
        PlaygroundSettings.AddTo(builder, simulator);
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSingleton<RehearsalClock>().AddSingleton<TimeProvider>(static provider => provider.GetRequiredService<RehearsalClock>());
        builder.Services.AddSingleton(simulator).AddSingleton<FaultSwitches>().AddScoped<Components.Chat.CardScript>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddFluentUIComponents();
        var app = builder.AddBotResponder().Build();
        app.UseStaticFiles();
        app.UseAntiforgery();
        app.MapBotResponder();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var address = app.Configuration[WebHostDefaults.ServerUrlsKey]!;
        if (!address.Split(';').All(part => Uri.TryCreate(part, UriKind.Absolute, out var uri) && uri.IsLoopback))
        {
            throw new PlaygroundException($"The Playground has no sign-in and listens on the loopback interface only: {address} is not on it.");
        }

        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException taken)
        {
            throw new PlaygroundException($"{address} is taken: stop what listens there, or start with --urls http://127.0.0.1:5081.", taken);
        }
    }

    private async Task InstallBotAsync(CancellationToken cancellationToken)
    {
        Simulator.Teams.BotEndpoint = new(Address, "/api/messages");
        foreach (var conversation in new[] { Simulator.Teams.ContosoSoc, Simulator.Teams.FabrikamSoc }.Concat(Cast.Everybody.Select(Simulator.Teams.OpenPersonalChat)))
        {
            await Simulator.Teams.InstallBotAsync(conversation, cancellationToken);
        }
    }
}

/// <summary>The Playground cannot start; the message says in one sentence why.</summary>
public sealed class PlaygroundException : Exception
{
    public PlaygroundException()
    {
    }

    public PlaygroundException(string message)
        : base(message)
    {
    }

    public PlaygroundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
