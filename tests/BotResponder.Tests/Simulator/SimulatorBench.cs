using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BotResponder.Simulator;
using BotResponder.Simulator.Tenants;
using Microsoft.Extensions.Time.Testing;

namespace BotResponder.Tests.Simulator;

/// <summary>A running simulator with a clock of its own, and a client that talks to it as any program would.</summary>
public sealed class SimulatorBench : IAsyncDisposable
{
    public const string DefenderScope = "https://api.securitycenter.microsoft.com/.default";
    public const string GraphScope = "https://graph.microsoft.com/.default";
    public const string ConnectorScope = "https://api.botframework.com/.default";

    private readonly HttpClient _http = new();

    private SimulatorBench(MicrosoftSimulator simulator, FakeTimeProvider time)
    {
        (Simulator, Time) = (simulator, time);
    }

    public MicrosoftSimulator Simulator { get; }

    public FakeTimeProvider Time { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<SimulatorBench> StartAsync(Func<SimulatorOptions, SimulatorOptions>? options = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var chosen = new SimulatorOptions { Time = time };
        return new(await MicrosoftSimulator.StartAsync(options?.Invoke(chosen) ?? chosen, Cancelled), time);
    }

    public Device Device(string name) => Simulator.Tenants.Contoso.Device(name);

    public Task<Answer> AskForTokenAsync(string tenant, string scope, string clientId = Cast.BotAppId, string secret = Cast.BotSecret) =>
        SendAsync(new(HttpMethod.Post, new Uri(Simulator.HttpAddress, $"/{tenant}/oauth2/v2.0/token"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = clientId,
                ["client_secret"] = secret,
                ["scope"] = scope,
            }),
        });

    public async Task<string> TokenAsync(string scope, string tenant = Cast.ContosoId, string clientId = Cast.BotAppId, string secret = Cast.BotSecret) =>
        (string)(await AskForTokenAsync(tenant, scope, clientId, secret)).Json["access_token"]!;

    /// <param name="body">JSON, or null.</param>
    public Task<Answer> SendAsync(HttpMethod method, string path, string? token, string? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(Simulator.HttpAddress, path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return SendAsync(request);
    }

    public Task<Answer> GetAsync(string path, string? token) => SendAsync(HttpMethod.Get, path, token);

    public Task<Answer> PostAsync(string path, string? token, string body) => SendAsync(HttpMethod.Post, path, token, body);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Simulator.DisposeAsync();
    }

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, Cancelled);
        var body = await response.Content.ReadAsStringAsync(Cancelled);
        var wait = response.Headers.TryGetValues("Retry-After", out var values) ? int.Parse(values.Single(), CultureInfo.InvariantCulture) : (int?)null;
        return new(response.StatusCode, body, wait);
    }
}

public sealed record Answer(HttpStatusCode Status, string Body, int? RetryAfter)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Code => (string?)Json["error"]!["code"];
}
