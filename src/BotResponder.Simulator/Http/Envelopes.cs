using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace BotResponder.Simulator.Http;

/// <summary>Writes answers, and refusals in the words of each service.</summary>
internal static class Envelopes
{
    private const string OneSevenDigits = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>Defender's instants: UTC, seven digits.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString(OneSevenDigits, CultureInfo.InvariantCulture);

    public static async Task WriteAsync(HttpContext context, UpstreamArea area, ApiAnswer answer, DateTimeOffset now)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (area == UpstreamArea.Teams)
        {
            response.Headers["MS-CV"] = Guid.NewGuid().ToString("N");
        }

        var body = answer.Body ?? (answer.Refused is { } refused ? Refusal(area, answer.Status, refused, now) : null);
        if (body is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = bytes.Length;

            // Not response.WriteAsync: that starts the real answer even when a fault has put another body stream in its place.
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private static JsonObject Refusal(UpstreamArea area, int status, ApiRefusal refused, DateTimeOffset now) => area switch
    {
        UpstreamArea.Entra => Entra(refused, now),
        UpstreamArea.Defender => Error(refused, "target", Guid.NewGuid().ToString()),
        UpstreamArea.Graph => Error(refused, "innerError", new JsonObject
        {
            ["date"] = now.UtcDateTime.ToString("s", CultureInfo.InvariantCulture),
            ["request-id"] = Guid.NewGuid().ToString(),
            ["client-request-id"] = Guid.NewGuid().ToString(),
        }),
        _ => Error(refused, "innerHttpError", new JsonObject { ["statusCode"] = status, ["body"] = null }),
    };

    private static JsonObject Error(ApiRefusal refused, string extra, JsonNode value) => new()
    {
        ["error"] = new JsonObject { ["code"] = refused.Code, ["message"] = refused.Message, [extra] = value },
    };

    /// <summary>OAuth's shape; the message begins with the AADSTS number.</summary>
    private static JsonObject Entra(ApiRefusal refused, DateTimeOffset now)
    {
        var digits = new string([.. refused.Message.Skip("AADSTS".Length).TakeWhile(char.IsAsciiDigit)]);
        var numbered = long.TryParse(digits, CultureInfo.InvariantCulture, out var number);
        return new()
        {
            ["error"] = refused.Code,
            ["error_description"] = refused.Message,
            ["error_codes"] = numbered ? new JsonArray(JsonValue.Create(number)) : [],
            ["timestamp"] = now.UtcDateTime.ToString("u", CultureInfo.InvariantCulture),
            ["trace_id"] = Guid.NewGuid().ToString(),
            ["correlation_id"] = Guid.NewGuid().ToString(),
        };
    }
}
