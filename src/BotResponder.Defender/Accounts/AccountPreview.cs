using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Accounts;

/// <summary>Finds an account and says what there is to know about it before anything is changed. Reads only.</summary>
internal sealed class AccountPreview(AccountFinder finder, AccountReader reader, AccountScope scope, AccountGuard guard, IOptions<DefenderOptions> options, TimeProvider time)
{
    public const string TargetKind = "account";

    /// <param name="known">The frozen target, which is looked up by its id; null the first time.</param>
    /// <param name="together">What the same request does this to besides.</param>
    /// <returns>The account with its facts and the warnings that any action on it has; consequences are the action's to add.</returns>
    public async Task<Result<FoundAccount>> FindAsync(
        CustomerId customer, ActionDescriptor action, string typed, AccountChange change, ActionTarget? known, ImmutableHashSet<AccountId> together, CancellationToken cancellationToken)
    {
        var urgency = known is null ? Urgency.Interactive : Urgency.Background;
        var found = known is null ? await finder.FindAsync(customer, action.Id, typed, cancellationToken) : Id(known);
        if (!found.TryGetValue(out var id, out var problem))
        {
            return problem;
        }

        var read = await reader.ReadAsync(customer, id, urgency, cancellationToken);
        if (!read.TryGetValue(out var there, out var unread))
        {
            return unread;
        }

        if (!(await reader.ReadRolesAsync(customer, id, urgency, cancellationToken)).TryGetValue(out var roles, out var unknown) && unknown is not null)
        {
            return unknown;
        }

        // Outside of the scope is not there, by whatever name it was asked for.
        if (!scope.Holds(customer, action.Id, there, roles))
        {
            return known is not null || AccountId.TryParse(typed, out _) ? AccountReader.NotThere(id) : await finder.NotFoundAsync(customer, action.Id, typed, cancellationToken);
        }

        if (!(await reader.WithRiskAsync(change, customer, there, urgency, cancellationToken)).TryGetValue(out var account, out var unclear))
        {
            return unclear;
        }

        if (await guard.RefuseAsync(customer, action, change, account, roles, together, urgency, cancellationToken) is { } refused)
        {
            return refused;
        }

        return change.StoresOf(account).Any() ? Describe(customer, account, roles?.Names, await guard.VipAsync(customer, account, urgency, cancellationToken), change)
            : new Problem.Refused($"The bot cannot do this to {account.Name}. {(account.Unreachable.Length > 0 ? account.Unreachable : "It is in Active Directory only, and this acts on Entra ID.")}");
    }

    private static AccountId Id(ActionTarget known) => known.Kind == TargetKind && AccountId.TryParse(known.Id, out var id)
        ? id
        : throw new ArgumentException("The frozen target is no account.", nameof(known));

    private FoundAccount Describe(CustomerId customer, Account account, ImmutableArray<string>? roles, VipState? vip, AccountChange change) => new(account, new ActionPreview
    {
        Target = new(TargetKind, account.Id.Value, account.Name),
        Facts = Facts(account, roles, vip, change),
        Consequences = [],
        Warnings = Warnings(account, roles, vip, change),
        IsCritical = roles is not { IsEmpty: true } || vip is VipState.Yes or VipState.Unread,
        PortalLink = PortalLinks.Account(options.Value.PortalUrl, customer, account.Id, account.User?.UserPrincipalName),
    });

    private ImmutableArray<ActionFact> Facts(Account account, ImmutableArray<string>? roles, VipState? vip, AccountChange change)
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
            vip is null ? null : new("VIP group", vip switch { VipState.Yes => "yes", VipState.No => "no", _ => "could not be read" }, IsPinned: true),
            user is null ? null : new("Entra ID now", Now(user.AccountEnabled)),
            account.Directory is { } directory ? new("Active Directory now", Now(directory.IsEnabled)) : null,
            account.Risk is { } risk ? new("Risk in Entra ID", risk.Words, IsPinned: change.DependsOnRisk) : null,
            account.Risk?.UpdatedAt is { } changed ? new("Risk changed", Age.WithInstant(changed, time.GetUtcNow())) : null,
            user?.SessionsValidFrom is { } from ? new("Sessions valid from", Age.WithInstant(from, time.GetUtcNow())) : null,
        ];
        return [.. facts.OfType<ActionFact>()];
    }

    private static ImmutableArray<string> Warnings(Account account, ImmutableArray<string>? roles, VipState? vip, AccountChange change)
    {
        string?[] warnings =
        [
            roles is not { IsEmpty: false } ? null
                : change.DirectoryAction is null ? "This is an administrator."
                : "This is an administrator: Microsoft refuses unless the bot's app has a directory role for that in the tenant.",
            roles is null ? "Whether this is an administrator could not be read: it is treated as one." : null,
            vip is VipState.Yes ? "This account is in one of the customer's VIP groups." : null,
            vip is VipState.Unread ? "Whether this account is in one of the customer's VIP groups could not be read: it is treated as if it were." : null,
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
