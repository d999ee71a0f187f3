using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Models.Security;
using Microsoft.Graph.Security.MicrosoftGraphSecurityRunHuntingQuery;
using Microsoft.Kiota.Abstractions;
using Polly.Timeout;

namespace BotResponder.Defender.Api;

/// <summary>Advanced hunting through Microsoft Graph. Reads only; needs ThreatHunting.Read.All.</summary>
internal sealed class HuntingApi(
    IHttpClientFactory clients, TenantTokens tokens, CallGate gate, IOptions<DefenderOptions> options, ILogger<HuntingApi> log)
{
    public const string Client = "defender-hunting";
    private const string Service = "Microsoft Graph";

    /// <param name="query">KQL; outside text in it stands in a <see cref="KqlLiteral"/>.</param>
    /// <param name="days">How far back to look, 1 to 30 days.</param>
    public async Task<Result<ImmutableArray<HuntingRow>>> RunAsync(
        CustomerId customer, Urgency urgency, string query, int days, CancellationToken cancellationToken)
    {
        var token = await tokens.FindAsync(customer, options.Value.GraphScope, cancellationToken);
        if (token.Problem is { } missing)
        {
            return missing;
        }

        var entered = await gate.EnterAsync(customer, Endpoint.Hunting, urgency, cancellationToken);
        if (!entered.TryGetValue(out var permit, out var held))
        {
            return held;
        }

        try
        {
            using var client = clients.CreateClient(Client);
            return await RunAsync(client, options.Value.GraphBaseUrl, token.Value, query, days, [permit], cancellationToken);
        }
        catch (ApiException refusal)
        {
            return ApiProblems.From(Failure(customer, refusal, permit), isWrite: false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutRejectedException
            // What the Graph library throws on a success that is no JSON, or is not shaped as promised; and handlers that are disposed at a stop.
            or JsonException or InvalidOperationException or FormatException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            log.CallFailed(failure, Service, customer, isWrite: false);
            return ApiProblems.From(failure, Service, isWrite: false);
        }
    }

    internal static async Task<ImmutableArray<HuntingRow>> RunAsync(
        HttpClient client, Uri baseUrl, string token, string query, int days, IReadOnlyList<IRequestOption> extras, CancellationToken cancellationToken)
    {
        using var graph = new GraphServiceClient(client, new FixedToken(token), baseUrl.AbsoluteUri.TrimEnd('/'));
        var body = new RunHuntingQueryPostRequestBody
        {
            Query = query,
            Timespan = string.Create(CultureInfo.InvariantCulture, $"P{days}D"),
        };
        var answer = await graph.Security.MicrosoftGraphSecurityRunHuntingQuery.PostAsync(
            body, request => request.Options = [.. extras], cancellationToken);
        return [.. (answer?.Results ?? []).Select(row => new HuntingRow(row))];
    }

    private ApiFailure Failure(CustomerId customer, ApiException refusal, CallPermit permit)
    {
        var error = (refusal as ODataError)?.Error;
        log.CallRefused(
            Service, refusal.ResponseStatusCode, PlainLine.Of(error?.Code, 100), customer, PlainLine.Of(error?.InnerError?.RequestId, 100));
        return new(Service, (HttpStatusCode)refusal.ResponseStatusCode, error?.Code ?? "", error?.Message ?? "", permit.RetryAfter);
    }
}

/// <summary>One row of an answer. Cells are other people's text.</summary>
internal sealed class HuntingRow(HuntingRowResult row)
{
    /// <summary>The cell as text; null when it is not there, null or not a plain value. Column names are matched in any case.</summary>
    public string? this[string column]
    {
        get
        {
            var cell = row.AdditionalData.FirstOrDefault(pair => pair.Key.Equals(column, StringComparison.OrdinalIgnoreCase)).Value;
            return cell switch
            {
                string text => text,
                DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
                DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
                bool or decimal or int or long or double => Convert.ToString(cell, CultureInfo.InvariantCulture),
                _ => null,
            };
        }
    }
}
