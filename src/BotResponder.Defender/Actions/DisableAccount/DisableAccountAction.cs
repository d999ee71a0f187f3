using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Defender.Accounts;

namespace BotResponder.Defender.Actions.DisableAccount;

/// <summary>Bars an account from signing in, in every store that it stands in.</summary>
internal sealed class DisableAccountAction(AccountPreview accounts, AccountOperation operation, AccountEffects effects)
    : AccountAction(AccountChange.Disable, accounts, operation), ILastingAction
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("account.disable"),
        Title = "Disable account",
        Summary = "Bars an account from signing in, in Active Directory and in Entra ID.",
        Grammar = CommandGrammar.ForVerb("disable", "block").TakesList(AccountArgument.Name, AccountArgument.Help).ForAWhile("disabled", "enabled").Because(),
        Examples =
        [
            "disable ada.berg@contoso.com because sign-ins from two continents",
            "disable ada.berg@contoso.com for 2d because leave in a hurry",
            "block \"Ada Berg\" because credentials were phished",
            "disable S-1-5-21-1004336348-1177238915-682003330-4242 because lateral movement",
        ],
        Permissions =
        [
            "User.Read.All", "User.EnableDisableAccount.All", "SecurityIdentitiesAccount.Read.All",
            "SecurityIdentitiesActions.ReadWrite.All or SecurityIdentitiesUserActions.ReadWrite.All", "RoleManagement.Read.Directory",
        ],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = new("account.enable"),
        BarsSignIn = true,
        VerifiedBy = "The account is read in each store that was told, until the store shows it as disabled.",
        TargetKind = AccountPreview.TargetKind,
        UndoCommand = target => AccountArgument.Command("enable", target),
    };

    public Task<ImmutableArray<EffectState>> ReadEffectsAsync(CustomerId customer, ImmutableArray<LastingEffect> done, CancellationToken cancellationToken) =>
        effects.ReadAsync(customer, AccountChange.Disable, "Enabled again outside the bot", done, cancellationToken);

    protected override ImmutableArray<string> ConsequencesFor(Account account) =>
    [
        "Nobody can sign in as this account, and services that run under it fail when they next sign in.",
        .. account.User is null ? ImmutableArray<string>.Empty
            : ["Sessions that are open in Entra ID may last up to an hour: revoke them too when somebody else holds them."],
    ];

    protected override IEnumerable<string> WarningsFor(Account account) =>
        account.User?.AccountEnabled is not true && account.Directory?.IsEnabled is not true ? ["This account is disabled already."] : [];
}
