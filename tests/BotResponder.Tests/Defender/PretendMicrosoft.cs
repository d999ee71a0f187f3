using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Defender;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotResponder.Tests.Defender;

/// <summary>Entra, Defender and Graph on one loopback port over TLS: records every request and answers what the test says.</summary>
internal sealed class PretendMicrosoft : IAsyncDisposable
{
    public const string Device = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07";
    public const string OtherDevice = "2e5bc9d7e413ddd7902c2932e418702b84d0cc08";
    public const string User = "69dfa3ea-1295-4e2c-b469-59564581143d";
    public const string ActionGuid = "8f0c2d1e-5b1a-4c1e-9f43-0d6c1c6b2f10";

    public static readonly CustomerId Customer = new("3f6f0f6e-33ab-4a43-9a53-0b0a3f3a7d11");
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> _answers = new(StringComparer.Ordinal);
    private WebApplication _app = null!;
    private ServiceProvider? _services;

    /// <summary>All but the token requests, in order.</summary>
    public ConcurrentQueue<SentRequest> Requests { get; } = new();

    /// <summary>Token requests, counted.</summary>
    public int TokensAsked { get; private set; }

    public string LastTokenRequest { get; private set; } = "";

    /// <summary>A PEM file with the server's certificate and its key.</summary>
    public string RootFile { get; } = Path.Combine(Path.GetTempPath(), $"botresponder-{Guid.NewGuid():N}.pem");

    /// <summary>Configuration that goes over the usual one; read when <see cref="Services"/> is first used.</summary>
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Scopes and protected accounts; null for none. Read when <see cref="Services"/> is first used.</summary>
    public CustomerEntry? Protection { get; set; }

    /// <summary>The tenant in every token.</summary>
    public string TokenTenant { get; set; } = Customer.Tenant;

    /// <summary>When set, what the token endpoint answers instead of a token.</summary>
    public (HttpStatusCode Status, string Body)? TokenRefusal { get; set; }

    public IEnumerable<SentRequest> Writes => Requests.Where(request => request.Method is not "GET" && !request.Target.Contains("runHuntingQuery", StringComparison.Ordinal));

    /// <summary>Graph's address with its version.</summary>
    public string GraphAddress => $"{Address}/v1.0";

    public IServiceProvider Services => _services ??= Build();

    public static async Task<PretendMicrosoft> StartAsync()
    {
        var pretend = new PretendMicrosoft();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(LoopbackCertificate.Value);
            }));
        pretend._app = builder.Build();
        pretend._app.Run(pretend.AnswerAsync);
        await pretend._app.StartAsync(TestContext.Current.CancellationToken);
        var key = LoopbackCertificate.Value.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem();
        await File.WriteAllTextAsync(
            pretend.RootFile, $"{LoopbackCertificate.Value.ExportCertificatePem()}\n{key}\n", TestContext.Current.CancellationToken);
        return pretend;
    }

    private string Address => _app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>The answers to one address, in order; the last is repeated.</summary>
    /// <param name="route">Method and path without its query: <c>GET /api/machines</c>.</param>
    public PretendMicrosoft On(string route, params Func<HttpContext, Task>[] answers)
    {
        _answers[route] = new(answers);
        return this;
    }

    public PretendMicrosoft On(string route, HttpStatusCode status, string body) => On(route, Json(status, body));

    public PretendMicrosoft OnHunting(string results) => On(
        "POST /v1.0/security/microsoft.graph.security.runHuntingQuery", HttpStatusCode.OK, $$"""{"schema":[],"results":[{{results}}]}""");

    public static Func<HttpContext, Task> Json(HttpStatusCode status, string body, int? retryAfter = null) => async context =>
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(body, context.RequestAborted);
    };

    /// <summary>Reads the request and cuts the connection: it may have been carried out.</summary>
    public static Func<HttpContext, Task> Cut() => context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Never answers.</summary>
    public static Func<HttpContext, Task> Hang() => context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    public static string Error(string code, string message) =>
        $$$"""{"error":{"code":"{{{code}}}","message":"{{{message}}}","target":"43f4cb08-8fac-4b65-9db1-745c2ae65f3a"}}""";

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        await _app.DisposeAsync();
        File.Delete(RootFile);
    }

    private ServiceProvider Build()
    {
        var url = Address;
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Defender:ClientId"] = "0d1e4b6a-93ad-4a25-8c0c-6a8d6ad1a001",
            ["Defender:ClientSecret"] = "not-a-secret",
            ["Defender:BaseUrl"] = url,
            ["Defender:GraphBaseUrl"] = url + "/v1.0",
            ["Defender:AuthorityHost"] = url,
            ["Defender:TrustedCertificateFile"] = RootFile,
            ["Defender:DisableInstanceDiscovery"] = "true",
        };
        foreach (var (name, setting) in Settings)
        {
            settings[name] = setting;
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddSingleton<TimeProvider>(new StandingClock());
        if (Protection is { } entry)
        {
            var options = Options.Create(new CustomerOptions { Customers = { entry } });
            var keys = new LedgerKeys(Options.Create(new LedgerOptions { Key = Convert.ToBase64String(new byte[32]) }));
            services.AddSingleton(new CustomerLimits(new(options, new(keys), new(options, TimeProvider.System))));
        }

        services.AddDefender();
        return services.BuildServiceProvider(validateScopes: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (target.Contains("/oauth2/v2.0/token", StringComparison.Ordinal))
        {
            TokensAsked++;
            LastTokenRequest = body;
            await AnswerTokenAsync(context);
            return;
        }

        var filter = QueryHelpers.ParseQuery(context.Request.QueryString.Value).TryGetValue("$filter", out var value) ? value.ToString() : "";
        Requests.Enqueue(new(context.Request.Method, target, filter, body, context.Request.Headers.Authorization.ToString()));
        var answer = Next($"{context.Request.Method} {context.Request.Path}") ?? Json(HttpStatusCode.NotFound, Error("ResourceNotFound", "nothing here"));
        await answer(context);
    }

    private Func<HttpContext, Task>? Next(string route)
    {
        if (!_answers.TryGetValue(route, out var queue))
        {
            return null;
        }

        return queue.Count > 1 && queue.TryDequeue(out var next) ? next : queue.TryPeek(out var last) ? last : null;
    }

    private Task AnswerTokenAsync(HttpContext context)
    {
        if (TokenRefusal is { } refusal)
        {
            return Json(refusal.Status, refusal.Body)(context);
        }

        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"tid":"{{TokenTenant}}"}"""));
        return Json(HttpStatusCode.OK, $$"""{"token_type":"Bearer","expires_in":3600,"access_token":"e30.{{payload}}.c2ln"}""")(context);
    }
}

/// <param name="Target">As it stood on the wire.</param>
/// <param name="Filter">The decoded <c>$filter</c>.</param>
internal sealed record SentRequest(string Method, string Target, string Filter, string Body, string Authorization);

/// <summary>The date stands still, but timers run: retries and timeouts take their timers from the same provider.</summary>
internal sealed class StandingClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => PretendMicrosoft.Now;
}
