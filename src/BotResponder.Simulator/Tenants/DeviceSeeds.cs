using System.Collections.Immutable;
using System.Globalization;

namespace BotResponder.Simulator.Tenants;

/// <param name="Workstations">ws-001 and on; ws-013 is offline, ws-007 belongs to somebody important.</param>
/// <param name="Extras">extra-0001 and on: workstations of which none is special.</param>
internal sealed record DeviceCounts(int Workstations, int Servers, int Builds, int Macs, int DomainControllers, int Extras = 0);

/// <summary>Makes the devices of one tenant; the same name always gives the same device.</summary>
internal sealed class DeviceSeeds(string domain, string network, DateTimeOffset start, ImmutableArray<Account> owners)
{
    public ImmutableArray<Device> Build(DeviceCounts counts, Func<DeviceSeeds, ImmutableArray<Device>> specials) =>
    [
        .. Numbered("ws", counts.Workstations, 3).Select(name => Special(Workstation(name))),
        .. Numbered("srv", counts.Servers, 3).Select(Server),
        .. Numbered("build", counts.Builds, 2).Select(BuildMachine),
        .. Numbered("mac", counts.Macs, 2).Select(Mac),
        .. Numbered("dc", counts.DomainControllers, 2).Select(DomainController),
        .. specials(this),
        .. Numbered("extra", counts.Extras, 4).Select(name => Workstation(name)),
    ];

    /// <param name="salt">Tells devices of one name apart.</param>
    public Device Workstation(string host, string salt = "")
    {
        var eleven = Pick(host + salt, "os", 100) < 80;
        return Base(host, salt) with
        {
            OsPlatform = eleven ? "Windows11" : "Windows10",
            Version = eleven ? "23H2" : "22H2",
            OsBuild = eleven ? 22631 : 19045,
            Owner = owners[Pick(host + salt, "owner", owners.Length)].UserPrincipalName,
            EntraDeviceId = Seed.Id(Key(host + salt, "entra")),
        };
    }

    public Device Server(string host)
    {
        var linux = Pick(host, "os", 100) < 25;
        return Base(host, "") with
        {
            OsPlatform = linux ? "Linux" : "WindowsServer2022",
            Version = linux ? "22.4" : "21H2",
            OsBuild = linux ? 0 : 20348,
            Group = "Servers",
            GroupId = 150,
            Value = "High",
        };
    }

    private static IEnumerable<string> Numbered(string prefix, int count, int digits) => Enumerable.Range(1, count)
        .Select(number => $"{prefix}-{number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')}");

    private Device BuildMachine(string host) =>
        Server(host) with { Group = "Build machines", GroupId = 160, Tags = ["build"], Value = "Normal" };

    private Device Mac(string host) => Workstation(host) with { OsPlatform = "macOS", Version = "14.6", OsBuild = 0 };

    private Device DomainController(string host) => Server(host) with
    {
        OsPlatform = "WindowsServer2022",
        Version = "21H2",
        OsBuild = 20348,
        Group = "Domain Controllers",
        GroupId = 170,
        Tags = ["domain-controller"],
        Exposure = "Medium",
    };

    private Device Special(Device device) => device.HostName switch
    {
        "ws-007" => device with { Tags = ["vip"], Value = "High" },
        "ws-013" => device with { Health = "Inactive", LastSeen = start.AddDays(-9), StartsOffline = true },
        "ws-031" => device with { AntivirusMode = "1" },
        "ws-032" => device with { AntivirusPlatform = "4.18.2111.5" },
        "ws-042" or "ws-100" => device,
        _ when Pick(device.HostName, "vip", 40) == 0 => device with { Tags = ["vip"] },
        _ => device,
    };

    private Device Base(string host, string salt)
    {
        var key = host + salt;
        return new()
        {
            Id = Seed.Hex(Key(key, "id"), 40),
            DnsName = $"{host}.{domain}",
            OsPlatform = "Windows11",
            OsBuild = 22631,
            Group = "Workstations",
            GroupId = 140,
            FirstSeen = start.AddDays(-30 - Pick(key, "first", 700)).AddSeconds(-Pick(key, "first-s", 86_400)),
            LastSeen = start.AddMinutes(-1 - Pick(key, "last", 20 * 60)),
            Ip = string.Create(CultureInfo.InvariantCulture, $"{network}.{1 + Pick(key, "ip3", 250)}.{1 + Pick(key, "ip4", 250)}"),
            ExternalIp = "203.0.113.7",
            RiskScore = Seed.Pick<string>(Key(key, "risk"), ["None", "None", "None", "Informational", "Low", "Medium", "High"]),
            Exposure = Seed.Pick<string>(Key(key, "exposure"), ["Low", "Low", "Medium", "High"]),
        };
    }

    private int Pick(string host, string what, int below) => Seed.Pick(Key(host, what), below);

    private string Key(string host, string what) => $"{domain}/{host}/{what}";
}
