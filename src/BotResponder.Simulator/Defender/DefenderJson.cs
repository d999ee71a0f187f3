using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Defender;

/// <summary>Entities with the key set and order of recorded live answers.</summary>
internal static class DefenderJson
{
    private const string Context = "https://api.securitycenter.microsoft.com/api/$metadata#";

    public static JsonObject Single(string set, JsonObject entity)
    {
        var json = new JsonObject { ["@odata.context"] = $"{Context}{set}/$entity" };
        foreach (var (key, value) in entity.ToList())
        {
            entity.Remove(key);
            json[key] = value;
        }

        return json;
    }

    public static JsonObject Text(string value) => new() { ["@odata.context"] = $"{Context}Edm.String", ["value"] = value };

    /// <param name="nextLink">Null on the last page.</param>
    public static JsonObject List(string set, IEnumerable<JsonObject> entities, string? nextLink)
    {
        var json = new JsonObject { ["@odata.context"] = $"{Context}{set}", ["value"] = new JsonArray([.. entities]) };
        if (nextLink is not null)
        {
            json["@odata.nextLink"] = nextLink;
        }

        return json;
    }

    public static JsonObject Action(MachineAction action, ActionProgress progress) => new()
    {
        ["id"] = action.Id,
        ["type"] = action.Kind.Type,
        ["title"] = null,
        ["requestor"] = action.Requestor,
        ["requestorComment"] = action.Comment,
        ["status"] = progress.Status,
        ["machineId"] = action.Device.Id,
        ["computerDnsName"] = action.Device.DnsName,
        ["creationDateTimeUtc"] = Envelopes.Instant(action.CreatedAt),
        ["lastUpdateDateTimeUtc"] = Envelopes.Instant(progress.Since),
        ["cancellationRequestor"] = action.CancellationRequestor,
        ["cancellationComment"] = action.CancellationComment,
        ["cancellationDateTimeUtc"] = action.CancellationRequestor is null ? null : Envelopes.Instant(progress.Since),
        ["errorHResult"] = 0,
        ["scope"] = action.Scope,
        ["externalId"] = null,
        ["requestSource"] = "PublicApi",
        ["relatedFileInfo"] = action.Sha1 is null ? null : new JsonObject { ["fileIdentifier"] = action.Sha1, ["fileIdentifierType"] = "Sha1" },
        ["commands"] = new JsonArray(),
        ["troubleshootInfo"] = null,
    };

    public static JsonObject Machine(Device device)
    {
        var json = Identity(device);
        json["agentVersion"] = "10.8760.22631.4391";
        json["osBuild"] = device.OsBuild;
        json["healthStatus"] = device.Health;
        json["deviceValue"] = device.Value;
        json["rbacGroupId"] = device.GroupId;
        json["rbacGroupName"] = device.Group;
        json["riskScore"] = device.RiskScore;
        json["exposureLevel"] = device.Exposure;
        json["isAadJoined"] = device.EntraDeviceId is not null;
        json["aadDeviceId"] = device.EntraDeviceId;
        json["machineTags"] = new JsonArray([.. device.Tags.Select(tag => JsonValue.Create(tag))]);
        json["defenderAvStatus"] = "Updated";
        json["onboardingStatus"] = device.Onboarding;
        json["osArchitecture"] = "64-bit";
        json["managedBy"] = device.EntraDeviceId is null ? "Unknown" : "Intune";
        json["managedByStatus"] = "Unknown";
        json["ipAddresses"] = new JsonArray(new JsonObject
        {
            ["ipAddress"] = device.Ip,
            ["macAddress"] = Seed.Hex($"mac/{device.Id}", 12).ToUpperInvariant(),
            ["type"] = "Ethernet",
            ["operationalStatus"] = "Up",
        });
        json["vmMetadata"] = null;
        return json;
    }

    private static JsonObject Identity(Device device) => new()
    {
        ["id"] = device.Id,
        ["mergedIntoMachineId"] = null,
        ["isPotentialDuplication"] = false,
        ["isExcluded"] = false,
        ["exclusionReason"] = null,
        ["computerDnsName"] = device.DnsName,
        ["firstSeen"] = Envelopes.Instant(device.FirstSeen),
        ["lastSeen"] = Envelopes.Instant(device.LastSeen),
        ["osPlatform"] = device.OsPlatform,
        ["osVersion"] = null,
        ["osProcessor"] = "x64",
        ["version"] = device.Version,
        ["lastIpAddress"] = device.Ip,
        ["lastExternalIpAddress"] = device.ExternalIp,
    };
}
