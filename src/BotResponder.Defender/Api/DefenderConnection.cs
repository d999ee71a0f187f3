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

/// <summary>One call to Defender for Endpoint in a customer's tenant: token, request, and an answer that is judged.</summary>
internal sealed class DefenderConnection(
    IHttpClientFactory clients, TenantTokens tokens, CallGate gate, IOptions<DefenderOptions> options, ILogger<DefenderConnection> log)
{
    public const string ReadClient = "defender-read";
    public const string WriteClient = "defender-write";
    private const string Service = "Defender";

    /// <param name="path">Below <c>/api/</c>; every part of it is checked or escaped already.</param>
    public async Task<Result<T>> GetAsync<T>(
        CustomerId customer, Endpoint endpoint, Urgency urgency, string path, JsonTypeInfo<T> json, CancellationToken cancellationToken)
        where T : class
    {
        var token = await tokens.FindAsync(customer, options.Value.Scope, cancellationToken);
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
        var sent = await SendAsync(customer, request, ReadClient, cancellationToken);
        if (!sent.TryGetValue(out var answer, out var problem))
        {
            return problem;
        }

        if (answer.Failure is { } failure)
        {
            return ApiProblems.From(failure, isWrite: false);
        }

        return Read(answer.Body, json) is { } value ? value : Unreadable(customer, isWrite: false);
    }

    /// <summary>Tells Defender to do something to a device. Sent once, like <see cref="PostAsync"/>.</summary>
    public async Task<Result<StartAnswer>> StartAsync<T>(
        CustomerId customer, Endpoint endpoint, string path, T body, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        var sent = await SendOnceAsync(customer, endpoint, path, body, json, cancellationToken);
        if (!sent.TryGetValue(out var answer, out var problem))
        {
            return problem;
        }

        if (answer.Failure is { } failure)
        {
            return failure.IsAlreadyActive ? new StartAnswer.AlreadyActive() : ApiProblems.From(failure, isWrite: true);
        }

        return Read(answer.Body, DefenderJson.Default.MachineAction) is { } action
            ? new StartAnswer.Accepted(action)
            : Unreadable(customer, isWrite: true);
    }

    /// <summary>
    /// Sends a write once, for which <see cref="CallGate.AdmitAsync"/> gave a permit before. It is not abandoned when the caller goes away: it ends by
    /// its own timeout.
    /// </summary>
    public async Task<Result<TAnswer>> PostAsync<T, TAnswer>(
        CustomerId customer, Endpoint endpoint, string path, T body, JsonTypeInfo<T> json, JsonTypeInfo<TAnswer> answerJson, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var sent = await SendOnceAsync(customer, endpoint, path, body, json, cancellationToken);
        return !sent.TryGetValue(out var answer, out var problem) ? problem
            : answer.Failure is { } failure ? ApiProblems.From(failure, isWrite: true)
            : Read(answer.Body, answerJson) is { } value ? value
            : Unreadable(customer, isWrite: true);
    }

    private async Task<Result<Answer>> SendOnceAsync<T>(
        CustomerId customer, Endpoint endpoint, string path, T body, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        var token = await tokens.FindAsync(customer, options.Value.Scope, cancellationToken);
        if (token.Problem is { } missing)
        {
            return missing;
        }

        if (!gate.Enter(customer, endpoint, CancellationToken.None).TryGetValue(out var permit, out var held))
        {
            return held;
        }

        using var request = Request(HttpMethod.Post, path, token.Value, permit);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, json));
        request.Content.Headers.ContentType = new("application/json", "utf-8");
        return await SendAsync(customer, request, WriteClient, CancellationToken.None);
    }

    private async Task<Result<Answer>> SendAsync(CustomerId customer, HttpRequestMessage request, string name, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(name);
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created
                ? new Answer(body, null)
                : new Answer(body, Failure(customer, response, CallPermit.Of(request), body));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutRejectedException
            // The bot is being stopped, and its handlers before the last of its calls.
            or ObjectDisposedException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            log.CallFailed(failure, Service, customer, name == WriteClient);
            return ApiProblems.From(failure, Service, name == WriteClient);
        }
    }

    private ApiFailure Failure(CustomerId customer, HttpResponseMessage response, CallPermit permit, byte[] body)
    {
        var error = Read(body, DefenderJson.Default.ErrorEnvelope)?.Error;
        log.CallRefused(
            Service, (int)response.StatusCode, PlainLine.Of(error?.Code, 100), customer, PlainLine.Of(error?.Target, 100));
        return new(Service, response.StatusCode, error?.Code ?? "", error?.Message ?? "", permit.RetryAfter);
    }

    private Problem Unreadable(CustomerId customer, bool isWrite)
    {
        log.AnswerUnreadable(Service, customer, isWrite);
        return ApiProblems.Unreadable(Service, isWrite);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string token, CallPermit permit)
    {
        var request = new HttpRequestMessage(method, new Uri($"{options.Value.BaseUrl.AbsoluteUri.TrimEnd('/')}/api/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new("application/json"));
        permit.GoWith(request);
        return request;
    }

    private static T? Read<T>(byte[] body, JsonTypeInfo<T> json)
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

    private sealed record Answer(byte[] Body, ApiFailure? Failure);
}

/// <summary>What Defender says when it is told to do something to a device.</summary>
internal abstract record StartAnswer
{
    public sealed record Accepted(MachineAction Action) : StartAnswer;

    /// <summary>Such an action runs on the device already: ours from an earlier attempt, or somebody else's.</summary>
    public sealed record AlreadyActive : StartAnswer;
}
