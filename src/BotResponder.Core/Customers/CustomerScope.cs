using System.Collections.Immutable;
using BotResponder.Core.Policies;

namespace BotResponder.Core.Customers;

/// <summary>What of a customer the bot may touch. Whatever is outside does not exist for it: the answer is that of a target that is not there. Pure.</summary>
/// <remarks>A fact that is not known keeps the target outside, whichever way it is asked for.</remarks>
/// <param name="Only">When lines speak of an action and a kind of target, a target must fit one of them. Without such lines every target of the kind may.</param>
/// <param name="Never">A target that fits one of these is outside, whatever else fits.</param>
public sealed record CustomerScope(ImmutableArray<ScopeLine> Only, ImmutableArray<ScopeLine> Never)
{
    private const string Devices = "device.";
    private const string Accounts = "account.";

    /// <summary>No limit.</summary>
    public static CustomerScope Everything { get; } = new([], []);

    public bool IsLimited => !Only.IsEmpty || !Never.IsEmpty;

    /// <summary>Whether it matters who holds a directory role: only then is that worth a call.</summary>
    public bool AsksForAdministrators => Lines.Any(line => line.Classes.Contains(AccountClass.Admin));

    internal IEnumerable<ScopeLine> Lines => Only.Concat(Never);

    /// <param name="action">The id of the action; null for somebody who only looks, and sees what any action may touch.</param>
    /// <returns>Null when it cannot be told.</returns>
    public bool? Holds(string? action, DeviceTraits device) =>
        AsAny(action, Devices, asked => Judge(asked, line => line.IsAboutDevices, line => line.Fits(device)));

    /// <inheritdoc cref="Holds(string?, DeviceTraits)"/>
    public bool? Holds(string? action, AccountTraits account) =>
        AsAny(action, Accounts, asked => Judge(asked, line => line.IsAboutAccounts, line => line.Fits(account)));

    /// <summary>An action on something else that reaches a device, such as stopping what runs there, must be allowed to see the device besides.</summary>
    private bool? AsAny(string? action, string kind, Func<string, bool?> judge) => action is null ? Sees(kind, judge)
        : action.StartsWith(kind, StringComparison.OrdinalIgnoreCase) ? judge(action)
        : judge(action) & Sees(kind, judge);

    private bool? Sees(string kind, Func<string, bool?> judge) =>
        Any(Lines.SelectMany(line => line.Actions).Select(pattern => pattern.TrimEnd('*')).Where(id => id.StartsWith(kind, StringComparison.OrdinalIgnoreCase)).Append(kind).Select(judge));

    private bool? Judge(string action, Func<ScopeLine, bool> isAbout, Func<ScopeLine, bool?> fits)
    {
        var only = Only.Where(line => isAbout(line) && line.SpeaksOf(action)).ToArray();
        bool? isIn = only.Length == 0 ? true : Any(only.Select(fits));
        return isIn & !Any(Never.Where(line => isAbout(line) && line.SpeaksOf(action)).Select(fits));
    }

    private static bool? Any(IEnumerable<bool?> answers) => answers.Aggregate((bool?)false, (known, next) => known | next);
}

/// <summary>One line of a scope: all of its conditions must hold, and of each one of its values.</summary>
public sealed record ScopeLine
{
    /// <summary>Ids of actions; <c>device.*</c> means all that begin so. Empty for all.</summary>
    public ImmutableArray<string> Actions { get; init; } = [];

    public ImmutableArray<string> DeviceGroups { get; init; } = [];

    public ImmutableArray<string> Tags { get; init; } = [];

    public ImmutableArray<DirectoryPath> OrganizationalUnits { get; init; } = [];

    public ImmutableArray<AccountClass> Classes { get; init; } = [];

    internal bool IsAboutDevices => !DeviceGroups.IsEmpty || !Tags.IsEmpty;

    internal bool IsAboutAccounts => !OrganizationalUnits.IsEmpty || !Classes.IsEmpty;

    internal bool SpeaksOf(string action) => Actions.IsEmpty || Actions.Any(pattern => RuleConditions.Fits(pattern, action));

    internal bool? Fits(DeviceTraits device)
    {
        bool? group = DeviceGroups.IsEmpty ? true : device.Group is { } own ? DeviceGroups.Contains(own, StringComparer.OrdinalIgnoreCase) : null;
        bool? tag = Tags.IsEmpty ? true : device.Tags is { } tags ? Tags.Intersect(tags, StringComparer.OrdinalIgnoreCase).Any() : null;
        return group & tag;
    }

    internal bool? Fits(AccountTraits account)
    {
        bool? unit = OrganizationalUnits.IsEmpty ? true
            : account.Path is { } path ? OrganizationalUnits.Any(path.IsIn)
            : account.IsFromDirectory ? null : false;
        bool? kind = Classes.IsEmpty ? true : Classes.Select(account.Is).Aggregate((bool?)false, (known, next) => known | next);
        return unit & kind;
    }
}

/// <summary>What a scope asks of a device.</summary>
/// <param name="Group">The device group; null when it was not read, or has no name.</param>
/// <param name="Tags">Null when they were not read.</param>
public sealed record DeviceTraits(string? Group, IReadOnlyCollection<string>? Tags);

/// <summary>What a scope asks of an account. Null stands for what is not known.</summary>
/// <param name="IsFromDirectory">It comes from Active Directory: then it stands in some organizational unit, known or not.</param>
/// <param name="Path">Its distinguished name.</param>
public sealed record AccountTraits(bool IsFromDirectory, DirectoryPath? Path, bool? IsAdmin, bool? IsGuest, bool? IsService)
{
    internal bool? Is(AccountClass kind) => kind switch
    {
        AccountClass.Admin => IsAdmin,
        AccountClass.Guest => IsGuest,
        AccountClass.Service => IsService,
        AccountClass.Synced => IsFromDirectory,
        AccountClass.Cloud => !IsFromDirectory,
        _ => null,
    };
}

/// <summary>Kinds of accounts. One account may be of several.</summary>
public enum AccountClass
{
    /// <summary>Holds a directory role.</summary>
    Admin,

    /// <summary>Of another organization.</summary>
    Guest,

    /// <summary>Called as Defender:ServiceAccounts says.</summary>
    Service,

    /// <summary>Comes from Active Directory.</summary>
    Synced,

    /// <summary>Stands in Entra ID only.</summary>
    Cloud,
}
