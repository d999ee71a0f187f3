using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.Timeout;

namespace BotResponder.Defender.Api;

/// <summary>One plain HTTP call to Microsoft Graph in a customer's tenant, for what the Graph library reads or writes otherwise than documented.</summary>
internal sealed class GraphConnection(
    IHttpClientFactory clients, TenantTokens tokens, CallGate gate, IOptions<DefenderOptions> options, ILogger<GraphConnection> log)
{
    private const string Service = "Microsoft Graph";

    /// <param name="path">Below the version; every part of it is checked or escaped already.</param>
    /// <param name="isAdvanced">Asks with <c>ConsistencyLevel: eventual</c>, which some filters and casts need together with <c>$count=true</c>.</param>
    public async Task<Result<T>> GetAsync<T>(
        CustomerId customer, Endpoint endpoint, Urgency urgency, string path, bool isAdvanced, JsonTypeInfo<T> json, CancellationToken cancellationToken)
        where T : class
    {
        var token = await tokens.FindAsync(customer, options.Value.GraphScope, cancellationToken);
        if (token.Problem is { } missing)
        {
            return missing;
        }

        var entered = await gate.EnterAsync(customer, endpoint, urgency, cancellationToken);
        if (!entered.TryGetValue(out var permit, out var held))
        {
            return held;
        }

        using var request = Request(HttpMethod.Get, path, token.Value, permit);
        if (isAdvanced)
        {
            request.Headers.Add("ConsistencyLevel", "eventual");
        }

        var sent = await SendAsync(customer, request, HttpStatusCode.OK, DefenderConnection.ReadClient, cancellationToken);
        return !sent.TryGetValue(out var body, out var problem) ? problem
            : Read(body, json) is { } value ? value
            : Unreadable(customer, isWrite: false);
    }

    /// <summary>
    /// Sends a write once, for which <see cref="CallGate.AdmitAsync"/> gave a permit before. It is not abandoned when the caller goes away: it ends by
    /// its own timeout.
    /// </summary>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="success">The documented one: any other answer that is no refusal may mean anything.</param>
    /// <returns>The answer's body.</returns>
    public async Task<Result<byte[]>> SendAsync(
        CustomerId customer, Endpoint endpoint, HttpMethod method, string path, byte[]? body, HttpStatusCode success, CancellationToken cancellationToken)
    {
        var token = await tokens.FindAsync(customer, options.Value.GraphScope, cancellationToken);
        if (token.Problem is { } missing)
        {
            return missing;
        }

        if (!gate.Enter(customer, endpoint, CancellationToken.None).TryGetValue(out var permit, out var held))
        {
            return held;
        }

        using var request = Request(method, path, token.Value, permit);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new("application/json", "utf-8");
        }

        return await SendAsync(customer, request, success, DefenderConnection.WriteClient, CancellationToken.None);
    }

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

    public Problem Unreadable(CustomerId customer, bool isWrite)
    {
        log.AnswerUnreadable(Service, customer, isWrite);
        return ApiProblems.Unreadable(Service, isWrite);
    }

    private async Task<Result<byte[]>> SendAsync(
        CustomerId customer, HttpRequestMessage request, HttpStatusCode success, string name, CancellationToken cancellationToken)
    {
        var isWrite = name == DefenderConnection.WriteClient;
        try
        {
            using var client = clients.CreateClient(name);
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.StatusCode == success ? body
                : response.IsSuccessStatusCode ? Unreadable(customer, isWrite)
                : ApiProblems.From(Failure(customer, response, CallPermit.Of(request), body), isWrite);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutRejectedException
            // The bot is being stopped, and its handlers before the last of its calls.
            or ObjectDisposedException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            log.CallFailed(failure, Service, customer, isWrite);
            return ApiProblems.From(failure, Service, isWrite);
        }
    }

    private ApiFailure Failure(CustomerId customer, HttpResponseMessage response, CallPermit permit, byte[] body)
    {
        var error = Read(body, GraphJson.Default.GraphErrorEnvelope)?.Error;
        log.CallRefused(
            Service, (int)response.StatusCode, PlainLine.Of(error?.Code, 100), customer, PlainLine.Of(error?.InnerError?.RequestId, 100));
        return new(Service, response.StatusCode, error?.Code ?? "", error?.Message ?? "", permit.RetryAfter);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string token, CallPermit permit)
    {
        var request = new HttpRequestMessage(method, new Uri($"{options.Value.GraphBaseUrl.AbsoluteUri.TrimEnd('/')}/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new("application/json"));
        permit.GoWith(request);
        return request;
    }
}
