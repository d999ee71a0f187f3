using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotResponder.Journeys.Race;

/// <summary>The load balancer in front of two replicas, and the barrier: it holds racing activities back until all are there, and lets them go at the same moment.</summary>
internal sealed class FrontDoor : IAsyncDisposable
{
    private readonly Uri[] _replicas;
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
    private readonly ConcurrentDictionary<string, Barrier> _barriers = new(StringComparer.Ordinal);
    private int _turn;

    private FrontDoor(Uri[] replicas, WebApplication app) => (_replicas, _app) = (replicas, app);

    /// <summary>Where Teams delivers.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>What is typed is given to both replicas at once, and the first one's answer is the answer.</summary>
    public bool DoublesMessages { get; init; }

    /// <summary>What is typed is given to the first replica; usually they take turns.</summary>
    public bool TypesToFirst { get; init; }

    public static async Task<FrontDoor> StartAsync(IEnumerable<Uri> replicas, bool doublesMessages, bool typesToFirst, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var door = new FrontDoor([.. replicas.Select(replica => new Uri(replica, "/api/messages"))], app) { DoublesMessages = doublesMessages, TypesToFirst = typesToFirst };
        app.Run(door.PassOrSayWhyAsync);
        await app.StartAsync(cancellationToken);
        door.Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return door;
    }

    /// <summary>The next two taps about this request wait for each other and then go to one replica each.</summary>
    public void Pair(string request) => _barriers[request] = new();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassOrSayWhyAsync(HttpContext context)
    {
        try
        {
            await PassAsync(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            await context.Response.WriteAsync(failure.ToString());
        }
    }

    private async Task PassAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var activity = JsonNode.Parse(body)!;
        var token = context.Request.Headers.Authorization.ToString();
        var isTyped = (string?)activity["type"] == "message";
        using var answer = isTyped && DoublesMessages
            ? (await Task.WhenAll(_replicas.Select(replica => PostAsync(replica, body, token))))[0]
            : await PostAsync(isTyped && TypesToFirst ? _replicas[0] : _replicas[await ReplicaAsync(activity)], body, token);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>A look at a card is no tap, and holds nobody back.</summary>
    private async Task<int> ReplicaAsync(JsonNode activity) =>
        (string?)activity["value"]?["action"]?["verb"] != "refresh" && (string?)activity["value"]?["action"]?["data"]?["request"] is { } request && _barriers.TryGetValue(request, out var barrier) && await barrier.ArriveAsync() is { } place
            ? place
            : Interlocked.Increment(ref _turn) % _replicas.Length;

    private async Task<HttpResponseMessage> PostAsync(Uri replica, string body, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, replica) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", token);
        return await _http.SendAsync(request);
    }

    private sealed class Barrier
    {
        private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        /// <returns>Which replica; null for who comes after the two.</returns>
        public async Task<int?> ArriveAsync()
        {
            switch (Interlocked.Increment(ref _arrived))
            {
                case 1:
                    await _both.Task;
                    return 0;
                case 2:
                    _both.SetResult();
                    return 1;
                default:
                    return null;
            }
        }
    }
}
