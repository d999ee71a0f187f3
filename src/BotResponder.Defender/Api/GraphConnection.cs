using System.Net;
using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Api;

/// <summary>One plain HTTP call to Microsoft Graph in a customer's tenant, for what the Graph library reads or writes otherwise than documented.</summary>
internal sealed class GraphConnection(ApiWire wire, IOptions<DefenderOptions> options)
{
    /// <summary>Else Graph writes <c>unknownFutureValue</c> for every member of an enumeration that was added later.</summary>
    private const string AllMembers = "include-unknown-enum-members";

    /// <summary>Made at the first call: commands that call nobody need no settings for it.</summary>
    private ApiService Service => field ??= new(
        "Microsoft Graph", options.Value.GraphScope, options.Value.GraphBaseUrl.AbsoluteUri.TrimEnd('/'), ReadError);

    /// <param name="path">Below the version; every part of it is checked or escaped already.</param>
    /// <param name="isAdvanced">Asks with <c>ConsistencyLevel: eventual</c>, which some filters and casts need together with <c>$count=true</c>.</param>
    public async Task<Result<T>> GetAsync<T>(
        CustomerId customer, Endpoint endpoint, Urgency urgency, string path, bool isAdvanced, JsonTypeInfo<T> json, CancellationToken cancellationToken)
        where T : class
    {
        using var request = Service.Request(HttpMethod.Get, path);
        request.Headers.Add("Prefer", AllMembers);
        if (isAdvanced)
        {
            request.Headers.Add("ConsistencyLevel", "eventual");
        }

        var sent = await wire.ReadAsync(Service, customer, endpoint, urgency, request, cancellationToken);
        return !sent.TryGetValue(out var answer, out var problem) ? problem
            : answer.Failure is { } failure ? ApiProblems.From(failure, isWrite: false)
            : answer.Status == HttpStatusCode.OK && ApiWire.Read(answer.Body, json) is { } value ? value
            : Unreadable(customer, isWrite: false);
    }

    /// <summary>A question that is too long for an address, and changes nothing that anybody sees: it may be asked again, like any read.</summary>
    /// <param name="success">The documented one.</param>
    public async Task<Result<T>> AskAsync<T>(
        CustomerId customer, Endpoint endpoint, string path, byte[] body, HttpStatusCode success, JsonTypeInfo<T> json, CancellationToken cancellationToken)
        where T : class
    {
        using var request = Service.Request(HttpMethod.Post, path, body);
        request.Headers.Add("Prefer", AllMembers);
        var sent = await wire.ReadAsync(Service, customer, endpoint, Urgency.Background, request, cancellationToken);
        return !sent.TryGetValue(out var answer, out var problem) ? problem
            : answer.Failure is { } failure ? ApiProblems.From(failure, isWrite: false)
            : answer.Status == success && ApiWire.Read(answer.Body, json) is { } value ? value
            : Unreadable(customer, isWrite: false);
    }

    /// <summary>The path of a next page.</summary>
    /// <returns>Null when it is a page of something else than this service.</returns>
    public string? PathOf(string nextLink) => nextLink.StartsWith($"{Service.Base}/", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(nextLink, UriKind.Absolute, out _)
        ? nextLink[(Service.Base.Length + 1)..]
        : null;

    /// <inheritdoc cref="ApiWire.WriteAsync"/>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="success">The documented one: any other answer that is no refusal may mean anything.</param>
    /// <returns>The answer's body.</returns>
    public async Task<Result<byte[]>> SendAsync(
        CustomerId customer, Endpoint endpoint, HttpMethod method, string path, byte[]? body, HttpStatusCode success, CancellationToken cancellationToken)
    {
        using var request = Service.Request(method, path, body);
        request.Headers.Add("Prefer", AllMembers);
        var sent = await wire.WriteAsync(Service, customer, endpoint, request, cancellationToken);
        return !sent.TryGetValue(out var answer, out var problem) ? problem
            : answer.Failure is { } failure ? ApiProblems.From(failure, isWrite: true)
            : answer.Status == success ? answer.Body
            : Unreadable(customer, isWrite: true);
    }

    public Problem Unreadable(CustomerId customer, bool isWrite) => wire.Unreadable(Service, customer, isWrite);

    private static ApiError ReadError(byte[] body)
    {
        var error = ApiWire.Read(body, GraphJson.Default.GraphErrorEnvelope)?.Error;
        return new(error?.Code, error?.Message, error?.InnerError?.RequestId);
    }
}
