using System.Globalization;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Defender;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>The lists of alerts and incidents: the documented filters, pages, count.</summary>
internal static class CaseLists
{
    private static readonly string[] Options = ["$filter", "$top", "$skip", "$count", "$expand"];

    /// <param name="most">The largest page, and the page without <c>$top</c>.</param>
    /// <param name="more">Fields that only one of the two has.</param>
    public static ApiAnswer Page<T>(
        ApiCall call, CaseStates states, IEnumerable<T> items, int most, IEnumerable<KeyValuePair<string, ODataField<T>>> more, Func<T, JsonObject> write)
        where T : SecurityCase
    {
        try
        {
            if (call.Http.Query.Keys.FirstOrDefault(key => !Options.Contains(key, StringComparer.Ordinal)) is { } unknown)
            {
                throw new FormatException($"The query option '{unknown}' is not supported.");
            }

            var found = items.Where(ODataFilter<T>.Parse(call.Query("$filter"), Fields(states, more))).ToList();
            var (top, skip) = (Count(call, "$top", most, most), Count(call, "$skip", 0, int.MaxValue / 2));
            var answer = new JsonObject { ["@odata.context"] = $"https://graph.microsoft.com/v1.0/$metadata#security/{call.Http.Path.Value!.Split('/')[^1]}" };
            if (call.Query("$count") == "true")
            {
                answer["@odata.count"] = found.Count;
            }

            if (found.Count > skip + top)
            {
                answer["@odata.nextLink"] = NextLink(call.Http, skip + top);
            }

            answer["value"] = new JsonArray([.. found.Skip(skip).Take(top).Select(write)]);
            return ApiAnswer.Ok(answer);
        }
        catch (FormatException wrong)
        {
            return CaseWrites.Bad(wrong.Message);
        }
    }

    private static Dictionary<string, ODataField<T>> Fields<T>(CaseStates states, IEnumerable<KeyValuePair<string, ODataField<T>>> more)
        where T : SecurityCase => new(more, StringComparer.Ordinal)
        {
            ["assignedTo"] = new(ODataKind.Text, item => states.Of(item).AssignedTo),
            ["classification"] = new(ODataKind.Text, item => states.Of(item).Classification),
            ["determination"] = new(ODataKind.Text, item => states.Of(item).Determination),
            ["createdDateTime"] = new(ODataKind.Instant, item => item.CreatedAt),
            ["lastUpdateDateTime"] = new(ODataKind.Instant, item => states.Of(item).UpdatedAt ?? item.CreatedAt),
            ["severity"] = new(ODataKind.Text, item => item.Severity),
            ["status"] = new(ODataKind.Text, item => states.Of(item).Status),
        };

    private static int Count(ApiCall call, string option, int otherwise, int most) => call.Query(option) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= most
            ? count
            : throw new FormatException($"'{text}' is not a legal {option}.");

    private static string NextLink(HttpRequest request, int skip)
    {
        var kept = request.Query.Where(option => option.Key != "$skip").Select(option => $"&{option.Key}={Uri.EscapeDataString(option.Value.ToString())}");
        return string.Create(CultureInfo.InvariantCulture, $"{request.Scheme}://{request.Host}{request.Path}?$skip={skip}{string.Concat(kept)}");
    }
}
