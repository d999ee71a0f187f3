using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Defender.Accounts;

namespace BotResponder.Defender.Actions.EnableAccount;

/// <summary>Lets a disabled account sign in again, in every store that it stands in.</summary>
internal sealed class EnableAccountAction(AccountPreview accounts, AccountOperation operation) : AccountAction(AccountChange.Enable, accounts, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("account.enable"),
        Title = "Enable account",
        Summary = "Lets a disabled account sign in again, in Active Directory and in Entra ID.",
        Grammar = CommandGrammar.ForVerb("enable", "unblock").TakesList(AccountArgument.Name, AccountArgument.Help).Because(),
        Examples =
        [
            "enable ada.berg@contoso.com because password changed and sessions revoked",
            "unblock \"Ada Berg\" because false alarm",
        ],
        Permissions =
        [
            "User.Read.All", "User.EnableDisableAccount.All", "SecurityIdentitiesAccount.Read.All",
            "SecurityIdentitiesActions.ReadWrite.All or SecurityIdentitiesUserActions.ReadWrite.All",
        ],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = new("account.disable"),
        VerifiedBy = "The account is read in each store that was told, until the store shows it as enabled.",
        TargetKind = AccountPreview.TargetKind,
        UndoCommand = target => AccountArgument.Command("disable", target),
    };

    protected override ImmutableArray<string> ConsequencesFor(Account account) =>
        ["Whoever has the password can sign in again, and so can an attacker who still knows it: enable only what is clean."];

    protected override bool IsAlreadySo(Account account) => account.User?.AccountEnabled is not false && account.Directory?.IsEnabled is not false
        && (account.User?.AccountEnabled is true || account.Directory?.IsEnabled is true);

    protected override IEnumerable<string> WarningsFor(Account account) =>
        account.User?.AccountEnabled is not false && account.Directory?.IsEnabled is not false ? ["This account is not disabled: there may be nothing to enable."] : [];
}
