using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace BotResponder.Tests.Attacks;

/// <summary>A Connector on loopback that takes every message and names the members it was given.</summary>
internal sealed class PretendTeams : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<PretendCall> _calls = [];

    private PretendTeams(WebApplication app) => _app = app;

    /// <summary>Members by Teams id, as the member call answers them; anybody else is no member.</summary>
    public Dictionary<string, JsonObject> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>When set, the member call is answered with this status.</summary>
    public int? MemberStatus { get; set; }

    public string ServiceUrl => _app.Urls.First() + "/emea/";

    public IReadOnlyList<PretendCall> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Everything that the bot said, without the backslashes of its markdown.</summary>
    public IReadOnlyList<PretendCall> Said => [.. Calls.Where(call => call.Method == "POST")];

    public static async Task<PretendTeams> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var teams = new PretendTeams(app);
        app.Run(teams.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return teams;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var target = Uri.UnescapeDataString(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var body = (await reader.ReadToEndAsync(context.RequestAborted)).Replace("\\", "", StringComparison.Ordinal);
        lock (_calls)
        {
            _calls.Add(new(context.Request.Method, target, body));
        }

        var (status, answer) = context.Request.Method == "GET" ? Member(target[(target.LastIndexOf('/') + 1)..]) : (201, """{"id":"1"}""");
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }

    private (int Status, string Answer) Member(string id) => (MemberStatus, Members.TryGetValue(id, out var member)) switch
    {
        ({ } status, _) => (status, ""),
        (_, true) => (200, member!.ToJsonString()),
        _ => (404, """{"error":{"code":"MemberNotFoundInConversation"}}"""),
    };
}

internal sealed record PretendCall(string Method, string Target, string Body);
