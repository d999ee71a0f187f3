using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Identity;
using BotResponder.Teams.Authentication;
using Microsoft.Extensions.Logging;
using Polly.Timeout;

namespace BotResponder.Teams.Connector;

/// <summary>Sends a call and turns whatever happens into a <see cref="ConnectorAnswer{T}"/>.</summary>
internal sealed class ConnectorCalls(IHttpClientFactory clients, ServiceUrls serviceUrls, TimeProvider time, ILogger<ConnectorCalls> log)
{
    internal const string ClientName = "BotResponder.Teams.Connector";

    /// <returns><see cref="ConnectorAnswer{T}.Done"/> with null when the answer has no body.</returns>
    public async Task<ConnectorAnswer<T?>> SendAsync<T>(ConnectorCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        // A stored reference may have been tampered with: the bot's token and its words go to listed hosts only.
        if (!serviceUrls.IsAllowed(call.ServiceUrl))
        {
            log.ServiceUrlNotAllowed(call.Operation);
            return new ConnectorAnswer<T?>.Blocked(ConnectorCodes.ServiceUrlNotAllowed);
        }

        if (call.Address() is not { } address)
        {
            return new ConnectorAnswer<T?>.Failed(ConnectorCodes.BadId, "An id in the call cannot be part of an address.", Transient: false);
        }

        try
        {
            using var client = clients.CreateClient(ClientName);
            using var request = call.ToRequest(address);
            using var response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode
                ? await ReadAsync(call, response, type, cancellationToken)
                : await RefusedAsync<T>(call, response, cancellationToken);
        }
        catch (Exception exception) when (Unanswered<T>(call, exception, cancellationToken) is { } failed)
        {
            log.ConnectorUnreachable(exception, call.Operation, failed.Code);
            return failed;
        }
    }

    private static async Task<ConnectorAnswer<T?>> ReadAsync<T>(
        ConnectorCall call, HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return new ConnectorAnswer<T?>.Done(body.Length == 0 ? null : JsonSerializer.Deserialize(body, type));
        }
        catch (JsonException)
        {
            return new ConnectorAnswer<T?>.Failed(
                ConnectorCodes.Unreadable, "Teams answered in a way that could not be read.", Transient: false, IsPost(call));
        }
    }

    private async Task<ConnectorAnswer<T?>> RefusedAsync<T>(
        ConnectorCall call, HttpResponseMessage response, CancellationToken cancellationToken)
        where T : class
    {
        var status = (int)response.StatusCode;
        var code = await ConnectorRefusal.CodeAsync(response, cancellationToken);
        var correlation = response.Headers.TryGetValues("MS-CV", out var values) ? ConnectorRefusal.Safe(values.FirstOrDefault()) : null;
        log.ConnectorRefused(call.Operation, status, code ?? "", correlation);
        return ConnectorRefusal.ToAnswer<T?>(status, code, ConnectorRefusal.RetryAfter(response, time), IsPost(call));
    }

    private static ConnectorAnswer<T?>.Failed? Unanswered<T>(ConnectorCall call, Exception exception, CancellationToken cancellationToken)
        where T : class => exception switch
        {
            _ when cancellationToken.IsCancellationRequested => null,
            AuthenticationFailedException => new(ConnectorCodes.NoToken, "The bot got no token for Teams.", Transient: true),
            TimeoutRejectedException or OperationCanceledException =>
                new(ConnectorCodes.TimedOut, "Teams did not answer in time.", Transient: true, IsPost(call)),
            HttpRequestException unreachable => new(
                ConnectorCodes.Unreachable,
                "Teams could not be reached.",
                Transient: true,
                IsPost(call) && !ConnectorRetryRules.NeverConnected(unreachable)),
            _ => null,
        };

    private static bool IsPost(ConnectorCall call) => call.Method == HttpMethod.Post;
}
