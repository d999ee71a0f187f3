using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;
using BotResponder.Teams.Hosting;
using BotResponder.Tests.Teams.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace BotResponder.Tests.Teams.Connector;

internal sealed record SeenRequest(string Method, string Target, string Body, bool HasAuthorization);

/// <summary>A Connector on loopback that plays the answers it was given, the last one for ever, and a client that talks to it.</summary>
internal sealed class ConnectorStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServiceProvider _services;
    private readonly Queue<Action<HttpContext>> _answers;

    private ConnectorStub(WebApplication app, IEnumerable<Action<HttpContext>> answers)
    {
        _app = app;
        _answers = new(answers);
        _services = Services(TeamsApp.Dangerous()).BuildServiceProvider();
    }

    public List<SeenRequest> Seen { get; } = [];

    public ConnectorClient Client => _services.GetRequiredService<ConnectorClient>();

    public ConversationReference Reference => new(_app.Urls.First() + "/emea/", "19:c@thread.tacv2;messageid=77", "t1", "28:app");

    public static async Task<ConnectorStub> StartAsync(params Action<HttpContext>[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new ConnectorStub(app, answers);
        app.Run(stub.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    public static Action<HttpContext> Status(int status, string body = "", string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        context.Items["body"] = body;
    };

    public static IServiceCollection Services(Dictionary<string, string?> settings, string environment = "Development")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment
        {
            EnvironmentName = environment,
            ApplicationName = "test",
            ContentRootPath = ".",
            ContentRootFileProvider = new NullFileProvider(),
        });
        services.AddSingleton(new ConnectorRetries(TimeSpan.FromMilliseconds(1)));
        return services.AddTeams(configuration.GetSection("Teams"));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Seen.Add(new SeenRequest(context.Request.Method, target, body, context.Request.Headers.ContainsKey("Authorization")));
        (_answers.Count > 1 ? _answers.Dequeue() : _answers.Peek())(context);
        if (context.Items["body"] is string { Length: > 0 } answer)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer, context.RequestAborted);
        }
    }
}
