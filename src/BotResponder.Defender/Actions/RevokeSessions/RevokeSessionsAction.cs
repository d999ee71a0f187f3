using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Defender.Accounts;

namespace BotResponder.Defender.Actions.RevokeSessions;

/// <summary>Ends an account's sessions in Entra ID: everything must sign in again.</summary>
internal sealed class RevokeSessionsAction(AccountPreview accounts, AccountOperation operation) : AccountAction(AccountChange.RevokeSessions, accounts, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("account.revoke"),
        Title = "Revoke sessions",
        Summary = "Ends an account's sessions in Entra ID: everything must sign in again.",
        Grammar = CommandGrammar.ForVerb("revoke", "signout").TakesList(AccountArgument.Name, AccountArgument.Help).Because(),
        Examples =
        [
            "revoke ada.berg@contoso.com because a token was stolen",
            "signout \"Ada Berg\" because lost laptop",
        ],
        Permissions = ["User.Read.All", "User.RevokeSessions.All"],
        Policy = new(ActionRisk.Low, Approvals: 1, CriticalAssetApprovals: 1),
        UndoneBy = null,
        VerifiedBy = "The time from which Entra ID lets the account's sessions count is read.",
        TargetKind = AccountPreview.TargetKind,
    };

    protected override ImmutableArray<string> ConsequencesFor(Account account) =>
    [
        "The person must sign in again everywhere; what is not saved in web apps may be lost.",
        "It takes effect within minutes. Access tokens that are out already may last up to an hour where an app does not check them continuously.",
    ];

    protected override IEnumerable<string> WarningsFor(Account account)
    {
        if (account.User?.UserType == "Guest")
        {
            yield return "This is a guest: sessions of guests are held by their own organization and are not ended by this.";
        }

        if (account.User?.AccountEnabled is true)
        {
            yield return "The account stays enabled: whoever knows the password can sign in again.";
        }
    }
}
