using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Defender.Accounts;

namespace BotResponder.Defender.Actions.ConfirmCompromised;

/// <summary>Tells Entra ID Protection that somebody else holds an account: its risk becomes high.</summary>
internal sealed class ConfirmCompromisedAction(AccountPreview accounts, AccountOperation operation, AccountEffects effects)
    : AccountAction(AccountChange.ConfirmCompromised, accounts, operation), ILastingAction
{
    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("account.compromised"),
        Title = "Confirm account compromised",
        Summary = "Sets the risk of an account in Entra ID to high, for the tenant's risk-based policies to act on.",
        Grammar = CommandGrammar.ForVerb("compromised", "confirm-compromised").TakesList(AccountArgument.Name, AccountArgument.Help).Because(),
        Examples =
        [
            "compromised ada.berg@contoso.com because sign-ins from two continents",
            "compromised \"Ada Berg\" because she gave her password to a phishing page",
        ],
        Permissions = ["User.Read.All", "IdentityRiskyUser.ReadWrite.All", "RoleManagement.Read.Directory"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = new("account.dismiss-risk"),
        BarsSignIn = true,
        VerifiedBy = "The account's risk is read, until it is high and confirmed as compromised.",
        TargetKind = AccountPreview.TargetKind,
        UndoCommand = target => AccountArgument.Command("dismiss-risk", target),
    };

    public Task<ImmutableArray<EffectState>> ReadEffectsAsync(CustomerId customer, ImmutableArray<LastingEffect> done, CancellationToken cancellationToken) =>
        effects.ReadAsync(customer, AccountChange.ConfirmCompromised, "Its risk was changed outside the bot", done, cancellationToken);

    protected override ImmutableArray<string> ConsequencesFor(Account account) =>
    [
        "Entra ID's risk for the account becomes high. What the tenant's Conditional Access policies say for that happens next, such as no sign-in or a new password.",
        "Without such a policy nothing else changes: disable the account or revoke its sessions too when somebody else holds it.",
    ];

    protected override IEnumerable<string> WarningsFor(Account account)
    {
        if (account.Risk is { IsConfirmed: true })
        {
            yield return "This account is confirmed as compromised already.";
        }
        else if (account.Risk is { IsNone: false })
        {
            yield return "Entra ID has a risk for this account of its own: taking this back would dismiss that as well.";
        }

        if (account.User?.UserType == "Guest")
        {
            yield return AccountRisk.GuestWarning;
        }
    }
}
