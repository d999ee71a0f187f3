using System.Collections.Immutable;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Tuning;

/// <summary>What of an alert's evidence a tuning rule can ask for: a closed list, so no outside text can stand where a column does.</summary>
/// <remarks>Microsoft Defender XDR, investigate alerts, tune an alert: conditions are evidence types and their properties. Columns: hunting's AlertEvidence.</remarks>
internal sealed record RuleField
{
    private RuleField(string name, ImmutableArray<string> columns, Func<CaseEvidence, IEnumerable<string?>> read) => (Name, Columns, _read) = (name, columns, read);

    private readonly Func<CaseEvidence, IEnumerable<string?>> _read;

    /// <summary>As it is typed.</summary>
    public string Name { get; }

    /// <summary>Of AlertEvidence; any of them may match.</summary>
    public ImmutableArray<string> Columns { get; }

    public static RuleField Sha1 { get; } = new("file.sha1", ["SHA1"], evidence => Files(evidence).Select(file => file.Sha1));

    public static RuleField Sha256 { get; } = new("file.sha256", ["SHA256"], evidence => Files(evidence).Select(file => file.Sha256));

    public static RuleField FileName { get; } = new("file.name", ["FileName"], evidence => Files(evidence).Select(file => file.Name));

    public static RuleField FilePath { get; } = new("file.path", ["FolderPath"], evidence => Files(evidence).Select(file => file.Path));

    public static RuleField CommandLine { get; } = new("process.command", ["ProcessCommandLine"], evidence => [evidence.CommandLine]);

    public static RuleField Address { get; } = new("ip", ["RemoteIP", "LocalIP"], evidence => [evidence.IpAddress]);

    public static RuleField Link { get; } = new("url", ["RemoteUrl"], evidence => [evidence.Url]);

    public static RuleField User { get; } = new("user", ["AccountUpn", "AccountName", "AccountSid", "AccountObjectId"],
        evidence => evidence.User is { } user ? [user.SignInName, user.Name, user.Sid, user.ObjectId] : []);

    public static RuleField Device { get; } = new("device", ["DeviceName", "DeviceId"], evidence => [evidence.DeviceName, evidence.DeviceId]);

    /// <summary>In the order in which they are listed to people.</summary>
    public static ImmutableArray<RuleField> All { get; } = [Sha1, Sha256, FileName, FilePath, CommandLine, Address, Link, User, Device];

    /// <summary>Says where, and not what.</summary>
    public bool IsPlace => this == Device || this == User;

    /// <summary>Whoever attacks chooses it.</summary>
    public bool IsWeak => this == FileName || this == FilePath;

    /// <summary>In any case.</summary>
    public static RuleField? Find(string name) => All.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What this evidence shows of it; nothing empty.</summary>
    public IEnumerable<string> Of(CaseEvidence evidence) => _read(evidence).OfType<string>().Where(value => value.Length > 0);

    public override string ToString() => Name;

    private static IEnumerable<EvidenceFile> Files(CaseEvidence evidence) => new[] { evidence.File, evidence.Image }.OfType<EvidenceFile>();
}
