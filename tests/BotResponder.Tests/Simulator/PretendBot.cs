using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Tests.Simulator;

/// <summary>A bot that writes down what it gets and answers what it is told to.</summary>
internal sealed class PretendBot(WebApplication app, ConcurrentQueue<(string Body, string Authorization)> got) : IAsyncDisposable
{
    public Uri Endpoint => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/api/messages");

    public IReadOnlyList<JsonObject> Activities => [.. got.Select(one => JsonNode.Parse(one.Body)!.AsObject())];

    public IReadOnlyList<string> Bodies => [.. got.Select(one => one.Body)];

    public string Authorization => got.Last().Authorization;

    /// <param name="answer">Null: an empty 202. A string: 200 with it. An exception: the connection is cut.</param>
    public static Task<PretendBot> StartAsync(Func<JsonObject, string?>? answer = null) => StartAsync(activity => Task.FromResult(answer?.Invoke(activity)));

    /// <summary>As above; what it does first takes time.</summary>
    public static async Task<PretendBot> StartAsync(Func<JsonObject, Task<string?>> answer)
    {
        var got = new ConcurrentQueue<(string Body, string Authorization)>();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            got.Enqueue((body, context.Request.Headers.Authorization.ToString()));
            try
            {
                var text = await answer(JsonNode.Parse(body)!.AsObject());
                context.Response.StatusCode = text is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text ?? ""), context.RequestAborted);
            }
            catch (InvalidOperationException)
            {
                context.Abort();
            }
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, got);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
