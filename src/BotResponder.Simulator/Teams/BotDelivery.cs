using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Entra;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>Posts activities to the bot as Teams does: signed, with 15 s of patience, and once more when a message was not answered.</summary>
internal sealed class BotDelivery(SimulatorOptions options, TokenMint tokens) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _sent = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];

    /// <summary>The bot's <c>/api/messages</c>. Null: nobody is there.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Where deliveries wait. Null: they go at once.</summary>
    public HeldDeliveries? Held { get; set; }

    public void Dispose() => _http.Dispose();

    /// <returns>What was sent under this activity id.</returns>
    /// <exception cref="InvalidOperationException">Never sent, or forgotten.</exception>
    public string Find(string activityId)
    {
        lock (_lock)
        {
            return _sent.TryGetValue(activityId, out var activity) ? activity : throw new InvalidOperationException($"No activity {activityId} was sent.");
        }
    }

    /// <summary>As the Bot Framework signs: its own issuer, the bot as audience, the service URL as a claim.</summary>
    public string Token(string? serviceUrl) => tokens.Sign(new JsonObject
    {
        ["iss"] = Audience.BotFramework,
        ["aud"] = Cast.BotAppId,
        ["serviceurl"] = serviceUrl,
    });

    public async Task<BotAnswer> SendAsync(string activity, CancellationToken cancellationToken)
    {
        var json = JsonNode.Parse(activity) as JsonObject ?? throw new ArgumentException("Not a JSON object.", nameof(activity));
        var id = (string?)json["id"] ?? "";
        Remember(id, activity);
        using var turn = Held?.Enter();
        if (turn is not null)
        {
            await turn.Begins.Task.WaitAsync(cancellationToken);
        }

        var attempts = (string?)json["type"] == "invoke" ? 1 : 2;
        for (var attempt = 1; ; attempt++)
        {
            if (await PostAsync(activity, (string?)json["serviceUrl"], cancellationToken) is var (status, body))
            {
                return new(id, status, body, attempt);
            }

            if (attempt == attempts)
            {
                return new(id, 0, "", attempt);
            }
        }
    }

    /// <returns>Null when there was no answer in time, or no connection.</returns>
    private async Task<(int Status, string Body)?> PostAsync(string activity, string? serviceUrl, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.DeliveryPatience, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint ?? throw new InvalidOperationException("BotEndpoint is not set."))
        {
            Content = new StringContent(activity, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(serviceUrl));
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(either.Token));
        }
        catch (Exception gone) when (gone is HttpRequestException or SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Remember(string id, string activity)
    {
        lock (_lock)
        {
            if (_sent.TryAdd(id, activity))
            {
                _order.Enqueue(id);
            }

            if (_order.Count > options.Memory)
            {
                _sent.Remove(_order.Dequeue());
            }
        }
    }
}
