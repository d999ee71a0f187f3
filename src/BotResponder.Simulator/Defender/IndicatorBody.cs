using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Defender;

/// <summary>The body of an indicator, read as strictly as Defender does: names are case-sensitive, five of them are a must.</summary>
internal sealed record IndicatorBody
{
    private static readonly string[] Required = ["indicatorValue", "indicatorType", "action", "title", "description"];
    private static readonly string[] Optional =
        ["application", "expirationTime", "severity", "recommendedActions", "rbacGroupNames", "educateUrl", "generateAlert"];

    private static readonly string[] Actions = ["Allowed", "Audit", "Block", "BlockAndRemediate", "Warn", "Alert", "AlertAndBlock"];
    private static readonly string[] Severities = ["Informational", "Low", "Medium", "High"];

    public required string Value { get; init; }

    public required string Type { get; init; }

    public required string Action { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public string? Application { get; init; }

    public required string Severity { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public bool GenerateAlert { get; init; }

    public ImmutableArray<string> Groups { get; init; } = [];

    /// <returns>The body, or null and the refusal.</returns>
    public static IndicatorBody? Read(ApiCall call, DateTimeOffset now, out ApiAnswer? refused)
    {
        var json = StrictJson.Object(call.Body);
        refused = json is null || call.Http.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true
            ? Bad("InvalidRequestBody", "Request body is incorrect.")
            : json.FirstOrDefault(property => !Required.Contains(property.Key) && !Optional.Contains(property.Key)) is { Key: { } unknown }
                ? Bad("InvalidRequestBody", $"The property '{unknown}' does not exist.")
                : Required.FirstOrDefault(name => string.IsNullOrWhiteSpace(Text(json, name))) is { } missing
                    ? Bad("MissingRequiredParameter", $"Parameter '{missing}' is required.")
                    : null;
        if (refused is not null)
        {
            return null;
        }

        var body = Parse(json!);
        refused = Problem(body, json!, now);
        return refused is null ? body : null;
    }

    private static IndicatorBody Parse(JsonObject json) => new()
    {
        Value = Text(json, "indicatorValue")!,
        Type = Text(json, "indicatorType")!,
        Action = Text(json, "action")!,
        Title = Text(json, "title")!,
        Description = Text(json, "description")!,
        Application = Text(json, "application"),
        Severity = Text(json, "severity") ?? "Informational",
        ExpiresAt = DateTimeOffset.TryParse(Text(json, "expirationTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
        GenerateAlert = json["generateAlert"] is JsonValue flag && flag.TryGetValue<bool>(out var alerts) && alerts,
        Groups = json["rbacGroupNames"] is JsonArray groups ? [.. groups.Select(group => (string?)group ?? "")] : [],
    };

    private static ApiAnswer? Problem(IndicatorBody body, JsonObject json, DateTimeOffset now) => body switch
    {
        _ when !Actions.Contains(body.Action) => Bad("InvalidInput", $"'action' cannot be '{body.Action}'."),
        _ when !Severities.Contains(body.Severity) => Bad("InvalidInput", $"'severity' cannot be '{body.Severity}'."),
        _ when json["expirationTime"] is not null && body.ExpiresAt is null => Bad("InvalidInput", "'expirationTime' is no instant."),
        { ExpiresAt: { } at } when at <= now => Bad("InvalidInput", "'expirationTime' has passed."),
        { Action: "Audit", GenerateAlert: false } => Bad("InvalidInput", "'generateAlert' must be true for Audit."),
        { Type: "FileMd5" } => Hash(body.Value, 32),
        { Type: "FileSha1" or "CertificateThumbprint" } => Hash(body.Value, 40),
        { Type: "FileSha256" } => Hash(body.Value, 64),
        { Type: "IpAddress" } => IPAddress.TryParse(body.Value, out _) ? null : Bad("InvalidIpAddress", $"'{body.Value}' is no IP address; ranges are not supported."),
        { Type: "Url" } => Uri.TryCreate(body.Value, UriKind.Absolute, out _) ? null : Bad("InvalidUrl", $"'{body.Value}' is no URL."),
        { Type: "DomainName" } => Uri.CheckHostName(body.Value) is UriHostNameType.Dns && body.Value.Contains('.', StringComparison.Ordinal)
            ? null : Bad("InvalidDomainName", $"'{body.Value}' is no domain name."),
        _ => Bad("InvalidInput", $"'indicatorType' cannot be '{body.Type}'."),
    };

    private static ApiAnswer? Hash(string value, int digits) =>
        value.Length == digits && value.All(char.IsAsciiHexDigit) ? null : Bad("InvalidHashValue", $"'{value}' is no hash of {digits} digits.");

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static ApiAnswer Bad(string code, string message) => ApiAnswer.Refuse(StatusCodes.Status400BadRequest, code, message);
}
