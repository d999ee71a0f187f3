using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Defender.Accounts;

namespace BotResponder.Defender.Actions.DismissRisk;

/// <summary>Tells Entra ID Protection that an account is not at risk.</summary>
internal sealed class DismissRiskAction(AccountPreview accounts, AccountOperation operation) : AccountAction(AccountChange.DismissRisk, accounts, operation)
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("account.dismiss-risk"),
        Title = "Dismiss account risk",
        Summary = "Sets the risk of an account in Entra ID to none.",
        Grammar = CommandGrammar.ForVerb("dismiss-risk").TakesList(AccountArgument.Name, AccountArgument.Help).Because(),
        Examples =
        [
            "dismiss-risk ada.berg@contoso.com because she is travelling and confirmed it by phone",
            "dismiss-risk \"Ada Berg\" because wrong account",
        ],
        Permissions = ["User.Read.All", "IdentityRiskyUser.ReadWrite.All"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = null,
        VerifiedBy = "The account's risk is read, until it is none.",
        TargetKind = AccountPreview.TargetKind,
    };

    protected override ImmutableArray<string> ConsequencesFor(Account account) =>
    [
        "Entra ID's risk for the account becomes none, whatever it was detected for: policies that look at the risk let it sign in as any other.",
        "What such a policy has done already, such as asking for a new password, is not taken back.",
    ];

    protected override IEnumerable<string> WarningsFor(Account account)
    {
        if (account.Risk is { IsNone: true })
        {
            yield return "Entra ID has no risk for this account: there may be nothing to dismiss.";
        }
        else if (account.Risk is { State: "confirmedCompromised" })
        {
            yield return "Somebody has confirmed that this account is compromised.";
        }

        if (account.User?.UserType == "Guest")
        {
            yield return AccountRisk.GuestWarning;
        }
    }
}
