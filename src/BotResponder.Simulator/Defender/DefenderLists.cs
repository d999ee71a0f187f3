using System.Globalization;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Defender;

/// <summary>The two lists: filter, page, envelope.</summary>
internal static class DefenderLists
{
    /// <summary>Largest page.</summary>
    private const int Most = 10_000;

    public static readonly IReadOnlyDictionary<string, ODataField<Device>> MachineFields = new Dictionary<string, ODataField<Device>>(StringComparer.Ordinal)
    {
        ["computerDnsName"] = new(ODataKind.Text, device => device.DnsName),
        ["id"] = new(ODataKind.Text, device => device.Id),
        ["version"] = new(ODataKind.Text, device => device.Version),
        ["deviceValue"] = new(ODataKind.Text, device => device.Value),
        ["aadDeviceId"] = new(ODataKind.Text, device => device.EntraDeviceId),
        ["machineTags"] = new(ODataKind.TextList, device => device.Tags),
        ["lastSeen"] = new(ODataKind.Instant, device => device.LastSeen),
        ["exposureLevel"] = new(ODataKind.Text, device => device.Exposure),
        ["onboardingStatus"] = new(ODataKind.Text, device => device.Onboarding),
        ["lastIpAddress"] = new(ODataKind.Text, device => device.Ip),
        ["healthStatus"] = new(ODataKind.Text, device => device.Health),
        ["osPlatform"] = new(ODataKind.Text, device => device.OsPlatform),
        ["riskScore"] = new(ODataKind.Text, device => device.RiskScore),
        ["rbacGroupId"] = new(ODataKind.Number, device => device.GroupId),
    };

    public static readonly IReadOnlyDictionary<string, ODataField<(MachineAction Action, ActionProgress Progress)>> ActionFields =
        new Dictionary<string, ODataField<(MachineAction Action, ActionProgress Progress)>>(StringComparer.Ordinal)
        {
            ["id"] = new(ODataKind.Text, item => item.Action.Id),
            ["status"] = new(ODataKind.Text, item => item.Progress.Status),
            ["machineId"] = new(ODataKind.Text, item => item.Action.Device.Id),
            ["type"] = new(ODataKind.Text, item => item.Action.Kind.Type),
            ["requestor"] = new(ODataKind.Text, item => item.Action.Requestor),
            ["creationDateTimeUtc"] = new(ODataKind.Instant, item => item.Action.CreatedAt),
        };

    public static ApiAnswer Page<T>(
        ApiCall call, string set, IEnumerable<T> items, IReadOnlyDictionary<string, ODataField<T>> fields, Func<T, JsonObject> write)
    {
        try
        {
            var filter = ODataFilter<T>.Parse(call.Query("$filter"), fields);
            var (top, skip) = (Count(call, "$top", Most), Count(call, "$skip", 0));
            if (call.Http.Query.Keys.Except(["$filter", "$top", "$skip"], StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            {
                throw new FormatException($"The query option '{unknown}' is not supported.");
            }

            var rest = items.Where(filter).Skip(skip).Take(top + 1).ToList();
            var more = rest.Count > top && call.Query("$top") is null;
            return ApiAnswer.Ok(DefenderJson.List(set, rest.Take(top).Select(write), more ? NextLink(call.Http, skip + top) : null));
        }
        catch (FormatException wrong)
        {
            return ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "ODataError", wrong.Message);
        }
    }

    private static int Count(ApiCall call, string option, int otherwise) => call.Query(option) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= (option == "$top" ? Most : int.MaxValue / 2)
            ? count
            : throw new FormatException($"'{text}' is not a legal {option}.");

    private static string NextLink(HttpRequest request, int skip)
    {
        var filter = request.Query.TryGetValue("$filter", out var text) ? $"&$filter={Uri.EscapeDataString(text.ToString())}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{request.Scheme}://{request.Host}{request.Path}?$skip={skip}{filter}");
    }
}
