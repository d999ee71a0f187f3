using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotResponder.Benchmarks.Processes;

namespace BotResponder.Benchmarks.Floor;

/// <summary>The least that a bot can be: reads the activity, posts a text back to its service URL, then acknowledges. No token, no card, nothing kept.</summary>
internal static class EchoFloor
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public static async Task RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        using var http = new HttpClient();
        app.MapPost("/api/messages", async context =>
        {
            var activity = await JsonSerializer.DeserializeAsync(context.Request.Body, FloorJson.Default.FloorActivity, context.RequestAborted);
            await AnswerAsync(http, activity!, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        ParentWatch.Start();
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpClient http, FloorActivity activity, CancellationToken cancellationToken)
    {
        var answer = new FloorAnswer("message", activity.Recipient, activity.Conversation, activity.Id, $"You said: {activity.Text}");
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(answer, FloorJson.Default.FloorAnswer));
        content.Headers.ContentType = Json;
        var conversation = Uri.EscapeDataString(activity.Conversation.Id);
        using var response = await http.PostAsync(
            new Uri($"{activity.ServiceUrl}v3/conversations/{conversation}/activities/{activity.Id}"), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}

internal sealed record FloorActivity(string Type, string Id, string ServiceUrl, string? Text, FloorParty From, FloorParty Recipient, FloorParty Conversation);

internal sealed record FloorParty(string Id);

internal sealed record FloorAnswer(string Type, FloorParty From, FloorParty Conversation, string ReplyToId, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FloorActivity))]
[JsonSerializable(typeof(FloorAnswer))]
internal sealed partial class FloorJson : JsonSerializerContext;
