using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Api;

/// <summary>Searches of Microsoft Purview's audit log, through Microsoft Graph. Reads only; needs AuditLogsQuery.Read.All.</summary>
/// <remarks>Microsoft Graph v1.0, security: create auditLogQuery (201, notStarted), get it until it has ended, list its records.</remarks>
internal sealed partial class AuditLogApi(GraphConnection connection)
{
    private const string Path = "security/auditLog/queries";

    /// <summary>More is not read of one search.</summary>
    private const int MostPages = 10;

    /// <returns>The search's id, by which it is read later.</returns>
    public async Task<Result<string>> StartAsync(
        CustomerId customer, string name, string recordType, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new AuditQueryBody(name, from.UtcDateTime, to.UtcDateTime, [recordType]), AuditWire.Default.AuditQueryBody);
        var asked = await connection.AskAsync(customer, AuditEndpoint.Search, Path, body, HttpStatusCode.Created, AuditWire.Default.AuditQuery, cancellationToken);
        return asked.TryGetValue(out var query, out var problem) ? query.Id is { } id && IdShape().IsMatch(id) ? id : connection.Unreadable(customer, isWrite: false) : problem;
    }

    /// <returns>notStarted, running, succeeded, failed or cancelled; maybe others.</returns>
    public async Task<Result<string>> StatusAsync(CustomerId customer, string id, CancellationToken cancellationToken)
    {
        var read = await connection.GetAsync(customer, AuditEndpoint.Search, Urgency.Background, $"{Path}/{id}", isAdvanced: false, AuditWire.Default.AuditQuery, cancellationToken);
        return read.TryGetValue(out var query, out var problem) ? query.Status ?? "" : problem;
    }

    public async Task<Result<ImmutableArray<AuditRecord>>> RecordsAsync(CustomerId customer, string id, CancellationToken cancellationToken)
    {
        var records = ImmutableArray.CreateBuilder<AuditRecord>();
        var path = $"{Path}/{id}/records";
        for (var page = 0; page < MostPages; page++)
        {
            var read = await connection.GetAsync(customer, AuditEndpoint.Search, Urgency.Background, path, isAdvanced: false, AuditWire.Default.AuditRecordPage, cancellationToken);
            if (!read.TryGetValue(out var answer, out var problem))
            {
                return problem;
            }

            records.AddRange((answer.Value ?? []).OfType<AuditRecord>());
            if (answer.NextLink is null)
            {
                return records.ToImmutable();
            }

            if (connection.PathOf(answer.NextLink) is not { } next)
            {
                return connection.Unreadable(customer, isWrite: false);
            }

            path = next;
        }

        return connection.Unreadable(customer, isWrite: false);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdShape();
}

internal sealed record AuditQueryBody(
    [property: JsonPropertyName("displayName")] string DisplayName,
    [property: JsonPropertyName("filterStartDateTime")] DateTime From,
    [property: JsonPropertyName("filterEndDateTime")] DateTime To,
    [property: JsonPropertyName("recordTypeFilters")] ImmutableArray<string> RecordTypes);

internal sealed record AuditQuery([property: JsonPropertyName("id")] string? Id, [property: JsonPropertyName("status")] string? Status);

internal sealed record AuditRecordPage(
    [property: JsonPropertyName("value")] ImmutableArray<AuditRecord?>? Value, [property: JsonPropertyName("@odata.nextLink")] string? NextLink);

/// <summary>What somebody did. Texts are other people's.</summary>
/// <param name="Data">What else the product wrote down; of which members is not documented.</param>
internal sealed record AuditRecord(
    [property: JsonPropertyName("createdDateTime")] DateTimeOffset? CreatedAt,
    [property: JsonPropertyName("auditLogRecordType")] string? Type,
    [property: JsonPropertyName("operation")] string? Operation,
    [property: JsonPropertyName("userPrincipalName")] string? SignInName,
    [property: JsonPropertyName("userId")] string? UserId,
    [property: JsonPropertyName("objectId")] string? ObjectId,
    [property: JsonPropertyName("auditData")] JsonElement? Data)
{
    [JsonIgnore]
    public string Who => SignInName ?? UserId ?? "somebody";

    /// <summary>Whether this text stands anywhere in what was written down.</summary>
    public bool Names(string text) => Has(ObjectId, text) || (Data is { } data && Names(data, text));

    private static bool Names(JsonElement element, string text) => element.ValueKind switch
    {
        JsonValueKind.String => Has(element.GetString(), text),
        JsonValueKind.Array => element.EnumerateArray().Any(item => Names(item, text)),
        JsonValueKind.Object => element.EnumerateObject().Any(member => Names(member.Value, text)),
        _ => false,
    };

    private static bool Has(string? value, string text) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}

[JsonSerializable(typeof(AuditQueryBody))]
[JsonSerializable(typeof(AuditQuery))]
[JsonSerializable(typeof(AuditRecordPage))]
internal sealed partial class AuditWire : JsonSerializerContext;
