using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Authentication;
using BotResponder.Teams.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotResponder.Tests.Teams.Hosting;

/// <summary>A real server on loopback with nothing in it but the messages endpoint and a handler that records.</summary>
internal sealed class TeamsApp : IAsyncDisposable
{
    public const string AppId = "7a1f2c3d-0000-4000-8000-00000000b071";
    private readonly WebApplication _app;

    private TeamsApp(WebApplication app, RecordingHandler handler)
    {
        _app = app;
        Handler = handler;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public RecordingHandler Handler { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static WebApplication Build(
        string environment, Dictionary<string, string?> settings, RecordingHandler handler, TimeProvider? time = null, string url = "http://127.0.0.1:0",
        Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls(url);
        builder.Services.AddSingleton<IActivityHandler>(handler);
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.Services.AddTeams(builder.Configuration.GetSection("Teams"));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapTeams();
        return app;
    }

    public static async Task<TeamsApp> StartAsync(
        string environment, Dictionary<string, string?> settings, TimeProvider? time = null, Action<IServiceCollection>? services = null)
    {
        var handler = new RecordingHandler();
        var app = Build(environment, settings, handler, time, services: services);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TeamsApp(app, handler);
    }

    public static Task<TeamsApp> StartWithoutTokensAsync(TimeProvider? time = null) => StartAsync("Development", Dangerous(), time);

    public static Dictionary<string, string?> Dangerous() => new(StringComparer.Ordinal) { ["Teams:DangerouslyAllowUnauthenticatedLoopback"] = "true" };

    public static Dictionary<string, string?> WithTokens(Uri? metadata = null) => new(StringComparer.Ordinal)
    {
        ["Teams:AppId"] = AppId,
        ["Teams:AppTenantId"] = "11111111-0000-4000-8000-000000000001",
        ["Teams:ClientSecret"] = "not a secret",
        ["Teams:OpenIdMetadata"] = metadata?.AbsoluteUri,
    };

    public static ServiceUrls Urls(TeamsOptions options, string environment = "Production") =>
        new(Options.Create(options), new HostingEnvironment { EnvironmentName = environment });

    public Task<HttpResponseMessage> PostAsync(string body, string? authorization = null) =>
        PostUntilAsync(body, authorization, TestContext.Current.CancellationToken);

    public async Task<HttpResponseMessage> PostUntilAsync(string body, string? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages");
        request.Content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await Http.SendAsync(request, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>Keeps what was handed on; what it answers can be set.</summary>
internal sealed class RecordingHandler : IActivityHandler
{
    public List<Activity> Accepted { get; } = [];

    public Func<Activity, CancellationToken, Task<bool>> OnAccept { get; set; } = (_, _) => Task.FromResult(true);

    public Func<Activity, CancellationToken, Task<InvokeAnswer>> OnInvoke { get; set; } =
        (_, _) => Task.FromResult<InvokeAnswer>(new InvokeAnswer.NotImplemented());

    public Task<bool> AcceptAsync(Activity activity, CancellationToken cancellationToken)
    {
        lock (Accepted)
        {
            Accepted.Add(activity);
        }

        return OnAccept(activity, cancellationToken);
    }

    public Task<InvokeAnswer> InvokeAsync(Activity activity, CancellationToken cancellationToken)
    {
        lock (Accepted)
        {
            Accepted.Add(activity);
        }

        return OnInvoke(activity, cancellationToken);
    }
}
