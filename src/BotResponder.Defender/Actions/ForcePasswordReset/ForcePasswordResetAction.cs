using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Defender.Accounts;

namespace BotResponder.Defender.Actions.ForcePasswordReset;

/// <summary>Makes the person set a new password at the next sign-in. No password is set, sent, shown or stored.</summary>
internal sealed class ForcePasswordResetAction(AccountPreview accounts, AccountOperation operation) : AccountAction(AccountChange.ForcePasswordReset, accounts, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("account.reset"),
        Title = "Force password reset",
        Summary = "Makes the person set a new password at the next sign-in.",
        Grammar = CommandGrammar.ForVerb("reset").TakesList(AccountArgument.Name, AccountArgument.Help).Because(),
        Examples =
        [
            "reset ada.berg@contoso.com because the password was found in a leak",
            "reset \"Ada Berg\" because credentials were phished",
        ],
        Permissions =
        [
            "User.Read.All", "User-PasswordProfile.ReadWrite.All", "SecurityIdentitiesAccount.Read.All",
            "SecurityIdentitiesActions.ReadWrite.All or SecurityIdentitiesUserActions.ReadWrite.All",
        ],
        Policy = new(ActionRisk.Low, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = null,
        VerifiedBy = "Nothing can be read: the answer of each store that was told is reported as what it is.",
        TargetKind = AccountPreview.TargetKind,
    };

    protected override ImmutableArray<string> ConsequencesFor(Account account) =>
    [
        "Whoever signs in next with the old password sets the new one, and that may be the attacker: when they know it, disable the account instead.",
        "Sessions that are open stay open: revoke them too.",
    ];

    protected override IEnumerable<string> WarningsFor(Account account) =>
        account.User?.UserType == "Guest" ? ["This is a guest: the password is kept by their own organization and is not changed by this."] : [];
}
