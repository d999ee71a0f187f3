using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Api;

/// <summary>One call to Defender for Endpoint in a customer's tenant, and an answer that is judged.</summary>
internal sealed class DefenderConnection(ApiWire wire, IOptions<DefenderOptions> options)
{
    /// <summary>Made at the first call: commands that call nobody need no settings for it.</summary>
    private ApiService Service => field ??= new(
        "Defender", options.Value.Scope, $"{options.Value.BaseUrl.AbsoluteUri.TrimEnd('/')}/api", ReadError);

    /// <param name="path">Below <c>/api/</c>; every part of it is checked or escaped already.</param>
    public async Task<Result<T>> GetAsync<T>(
        CustomerId customer, Endpoint endpoint, Urgency urgency, string path, JsonTypeInfo<T> json, CancellationToken cancellationToken)
        where T : class
    {
        using var request = Service.Request(HttpMethod.Get, path);
        var sent = await wire.ReadAsync(Service, customer, endpoint, urgency, request, cancellationToken);
        return !sent.TryGetValue(out var answer, out var problem) ? problem
            : answer.Failure is { } failure ? ApiProblems.From(failure, isWrite: false)
            : IsDone(answer) && ApiWire.Read(answer.Body, json) is { } value ? value
            : wire.Unreadable(Service, customer, isWrite: false);
    }

    /// <inheritdoc cref="ApiWire.WriteAsync"/>
    public async Task<Result<StartAnswer>> StartAsync<T>(
        CustomerId customer, Endpoint endpoint, string path, T body, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        using var request = Service.Request(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(body, json));
        var sent = await wire.WriteAsync(Service, customer, endpoint, request, cancellationToken);
        return !sent.TryGetValue(out var answer, out var problem) ? problem
            : answer.Failure is { IsAlreadyActive: true } ? new StartAnswer.AlreadyActive()
            : answer.Failure is { } failure ? ApiProblems.From(failure, isWrite: true)
            : IsDone(answer) && ApiWire.Read(answer.Body, DefenderJson.Default.MachineAction) is { } action ? new StartAnswer.Accepted(action)
            : wire.Unreadable(Service, customer, isWrite: true);
    }

    /// <inheritdoc cref="ApiWire.WriteAsync"/>
    public async Task<Result<TAnswer>> PostAsync<T, TAnswer>(
        CustomerId customer, Endpoint endpoint, string path, T body, JsonTypeInfo<T> json, JsonTypeInfo<TAnswer> answerJson, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using var request = Service.Request(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(body, json));
        var sent = await wire.WriteAsync(Service, customer, endpoint, request, cancellationToken);
        return !sent.TryGetValue(out var answer, out var problem) ? problem
            : answer.Failure is { } failure ? ApiProblems.From(failure, isWrite: true)
            : IsDone(answer) && ApiWire.Read(answer.Body, answerJson) is { } value ? value
            : wire.Unreadable(Service, customer, isWrite: true);
    }

    /// <inheritdoc cref="ApiWire.WriteAsync"/>
    /// <returns>Null when it is deleted.</returns>
    public async Task<Problem?> DeleteAsync(CustomerId customer, Endpoint endpoint, string path, CancellationToken cancellationToken)
    {
        using var request = Service.Request(HttpMethod.Delete, path);
        var sent = await wire.WriteAsync(Service, customer, endpoint, request, cancellationToken);
        return !sent.TryGetValue(out var answer, out var problem) ? problem
            : answer.Failure is { } failure ? ApiProblems.From(failure, isWrite: true)
            : answer.Status is HttpStatusCode.NoContent or HttpStatusCode.OK ? null
            : wire.Unreadable(Service, customer, isWrite: true);
    }

    private static bool IsDone(ApiAnswer answer) => answer.Status is HttpStatusCode.OK or HttpStatusCode.Created;

    private static ApiError ReadError(byte[] body)
    {
        var error = ApiWire.Read(body, DefenderJson.Default.ErrorEnvelope)?.Error;
        return new(error?.Code, error?.Message, error?.Target);
    }
}

/// <summary>What Defender says when it is told to do something to a device.</summary>
internal abstract record StartAnswer
{
    public sealed record Accepted(MachineAction Action) : StartAnswer;

    /// <summary>Such an action runs on the device already: ours from an earlier attempt, or somebody else's.</summary>
    public sealed record AlreadyActive : StartAnswer;
}
