using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Accounts;

/// <summary>Finds an account and says what there is to know about it before anything is changed. Reads only.</summary>
internal sealed class AccountPreview(AccountFinder finder, AccountReader reader, IOptions<DefenderOptions> options, TimeProvider time)
{
    public const string TargetKind = "account";

    /// <param name="known">The frozen target, which is looked up by its id; null the first time.</param>
    /// <returns>The account with its facts and the warnings that any action on it has; consequences are the action's to add.</returns>
    public async Task<Result<FoundAccount>> FindAsync(
        CustomerId customer, string typed, AccountChange change, ActionTarget? known, CancellationToken cancellationToken)
    {
        var urgency = known is null ? Urgency.Interactive : Urgency.Background;
        var found = known is null ? await finder.FindAsync(customer, typed, cancellationToken) : Id(known);
        if (!found.TryGetValue(out var id, out var problem))
        {
            return problem;
        }

        var read = await reader.ReadForAsync(change, customer, id, urgency, cancellationToken);
        if (!read.TryGetValue(out var account, out var unread))
        {
            return unread;
        }

        var roles = await reader.ReadRolesAsync(customer, id, urgency, cancellationToken);
        return !roles.TryGetValue(out var names, out var unknown) && unknown is not null ? unknown
            : change.StoresOf(account).Any() ? Describe(customer, account, names, change)
            : new Problem.Refused($"The bot cannot do this to {account.Name}. {(account.Unreachable.Length > 0 ? account.Unreachable : "It is in Active Directory only, and this acts on Entra ID.")}");
    }

    private static AccountId Id(ActionTarget known) => known.Kind == TargetKind && AccountId.TryParse(known.Id, out var id)
        ? id
        : throw new ArgumentException("The frozen target is no account.", nameof(known));

    private FoundAccount Describe(CustomerId customer, Account account, ImmutableArray<string>? roles, AccountChange change) => new(account, new ActionPreview
    {
        Target = new(TargetKind, account.Id.Value, account.Name),
        Facts = Facts(account, roles, change),
        Consequences = [],
        Warnings = Warnings(account, roles, change),
        IsCritical = roles is not { IsEmpty: true },
        PortalLink = PortalLinks.Account(options.Value.PortalUrl, customer, account.Id, account.User?.UserPrincipalName),
    });

    private ImmutableArray<ActionFact> Facts(Account account, ImmutableArray<string>? roles, AccountChange change)
    {
        var user = account.User;
        ActionFact?[] facts =
        [
            new("Account", account.Name, IsPinned: true),
            user is null ? null : new("Name", Known(user.DisplayName)),
            string.IsNullOrWhiteSpace(user?.JobTitle) ? null : new("Job title", Known(user.JobTitle)),
            new(account.Id.IsSid ? "SID" : "Object id", account.Id.Value, IsPinned: true),
            new("Comes from", account.IsSynced || user is null ? "Active Directory" : user.UserType == "Guest" ? "another organization (guest)" : "Entra ID", IsPinned: true),
            new("Changed in", AccountStores.Names(change.StoresOf(account)), IsPinned: true),
            new("Directory roles", roles switch { null => "could not be read", [] => "none", var names => PlainLine.Of(string.Join(", ", names), 200) }, IsPinned: true),
            user is null ? null : new("Entra ID now", Now(user.AccountEnabled)),
            account.Directory is { } directory ? new("Active Directory now", Now(directory.IsEnabled)) : null,
            account.Risk is { } risk ? new("Risk in Entra ID", risk.Words, IsPinned: change.DependsOnRisk) : null,
            account.Risk?.UpdatedAt is { } changed ? new("Risk changed", Age.WithInstant(changed, time.GetUtcNow())) : null,
            user?.SessionsValidFrom is { } from ? new("Sessions valid from", Age.WithInstant(from, time.GetUtcNow())) : null,
        ];
        return [.. facts.OfType<ActionFact>()];
    }

    private static ImmutableArray<string> Warnings(Account account, ImmutableArray<string>? roles, AccountChange change)
    {
        string?[] warnings =
        [
            roles is not { IsEmpty: false } ? null
                : change.DirectoryAction is null ? "This is an administrator."
                : "This is an administrator: Microsoft refuses unless the bot's app has a directory role for that in the tenant.",
            roles is null ? "Whether this is an administrator could not be read: it is treated as one." : null,
            change.DirectoryAction is not null && account.Unreachable.Length > 0
                ? $"Active Directory will not be changed, and the next sync may undo the change in Entra ID: {account.Unreachable}" : null,
            change.DirectoryAction is not null && account is { IsSynced: true, Directory: not null }
                ? "Active Directory is changed by a sensor on a domain controller, which may take minutes; until then the stores differ." : null,
        ];
        return [.. warnings.OfType<string>()];
    }

    private static string Now(bool? isEnabled) => isEnabled switch { true => "enabled", false => "disabled", null => "unknown" };

    private static string Known(string? text) => PlainLine.Of(text, 200) is { Length: > 0 } line ? line : "unknown";
}

internal sealed record FoundAccount(Account Account, ActionPreview Preview);
