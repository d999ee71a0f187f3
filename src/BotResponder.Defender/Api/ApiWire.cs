using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Logging;
using Polly.Timeout;

namespace BotResponder.Defender.Api;

/// <summary>What every plain HTTP call in a customer's tenant has in common: its token, its permit, its sending, and a failure that is a value.</summary>
internal sealed class ApiWire(IHttpClientFactory clients, TenantTokens tokens, CallGate gate, ILogger<ApiWire> log)
{
    public const string ReadClient = "defender-read";
    public const string WriteClient = "defender-write";

    /// <summary>Waits for a permit and reads.</summary>
    public async Task<Result<ApiAnswer>> ReadAsync(
        ApiService service, CustomerId customer, Endpoint endpoint, Urgency urgency, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await tokens.FindAsync(customer, service.Scope, cancellationToken);
        if (token.Problem is { } missing)
        {
            return missing;
        }

        var entered = await gate.EnterAsync(customer, endpoint, urgency, cancellationToken);
        return entered.TryGetValue(out var permit, out var held)
            ? await SendAsync(service, customer, request, token.Value, permit, ReadClient, cancellationToken)
            : held;
    }

    /// <summary>
    /// Sends a write once, for which <see cref="CallGate.AdmitAsync"/> gave a permit before. It is not abandoned when the caller goes away: it ends by
    /// its own timeout.
    /// </summary>
    public async Task<Result<ApiAnswer>> WriteAsync(
        ApiService service, CustomerId customer, Endpoint endpoint, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await tokens.FindAsync(customer, service.Scope, cancellationToken);
        if (token.Problem is { } missing)
        {
            return missing;
        }

        return gate.Enter(customer, endpoint, CancellationToken.None).TryGetValue(out var permit, out var held)
            ? await SendAsync(service, customer, request, token.Value, permit, WriteClient, CancellationToken.None)
            : held;
    }

    /// <returns>Null when the body is not what it should be.</returns>
    public static T? Read<T>(byte[] body, JsonTypeInfo<T> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Problem Unreadable(ApiService service, CustomerId customer, bool isWrite)
    {
        log.AnswerUnreadable(service.Name, customer, isWrite);
        return ApiProblems.Unreadable(service.Name, isWrite);
    }

    private async Task<Result<ApiAnswer>> SendAsync(
        ApiService service, CustomerId customer, HttpRequestMessage request, string token, CallPermit permit, string name, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Accept.Add(new("application/json"));
        permit.GoWith(request);
        try
        {
            using var client = clients.CreateClient(name);
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new ApiAnswer(response.StatusCode, body, response.IsSuccessStatusCode ? null : Failure(service, customer, response.StatusCode, permit, body));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutRejectedException
            // The bot is being stopped, and its handlers before the last of its calls.
            or ObjectDisposedException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            log.CallFailed(failure, service.Name, customer, name == WriteClient);
            return ApiProblems.From(failure, service.Name, name == WriteClient);
        }
    }

    private ApiFailure Failure(ApiService service, CustomerId customer, HttpStatusCode status, CallPermit permit, byte[] body)
    {
        var error = service.ReadError(body);
        log.CallRefused(service.Name, (int)status, PlainLine.Of(error.Code, 100), customer, PlainLine.Of(error.Correlation, 100));
        return new(service.Name, status, error.Code ?? "", error.Message ?? "", permit.RetryAfter);
    }
}

/// <summary>A service of Microsoft's, as its calls need it.</summary>
/// <param name="Base">Paths go below it.</param>
/// <param name="ReadError">Its error envelope.</param>
internal sealed record ApiService(string Name, string Scope, string Base, Func<byte[], ApiError> ReadError)
{
    /// <param name="path">Every part of it is checked or escaped already.</param>
    public HttpRequestMessage Request(HttpMethod method, string path, byte[]? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri($"{Base}/{path}"));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new("application/json", "utf-8");
        }

        return request;
    }
}

/// <param name="Correlation">By which Microsoft finds the call again.</param>
internal readonly record struct ApiError(string? Code, string? Message, string? Correlation);

/// <param name="Failure">Null for any 2xx.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, byte[] Body, ApiFailure? Failure);
