using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Accounts;

/// <summary>What an analyst says of an account's risk in Entra ID; Active Directory knows none. Nothing of the account itself is changed.</summary>
internal sealed record RiskChange : AccountChange
{
    private readonly bool _isCompromised;

    /// <param name="isCompromised">False: whatever risk there is, is dismissed.</param>
    public RiskChange(bool isCompromised)
        : base(isCompromised ? "compromised" : "dismiss-risk", isCompromised ? "confirmed as compromised" : "cleared of risk", DirectoryAction: null) =>
        _isCompromised = isCompromised;

    public override Endpoint Endpoint => AccountEndpoint.Risk;

    public override bool IsForTheAccount => !_isCompromised;

    public override bool ReadsRisk => true;

    /// <summary>To dismiss another risk than the one that was shown would hide an attack; an account is compromised whatever Entra ID thinks of it.</summary>
    public override bool DependsOnRisk => !_isCompromised;

    public override Task<Problem?> TellEntraAsync(DirectoryApi directory, CustomerId customer, AccountId id, CancellationToken cancellationToken) => _isCompromised
        ? directory.Risk.ConfirmCompromisedAsync(customer, id, cancellationToken)
        : directory.Risk.DismissAsync(customer, id, cancellationToken);

    public override bool HoldsInEntra(Account account, DateTimeOffset sentAt) =>
        account.Risk is { IsProcessing: false } risk && (_isCompromised ? risk.IsConfirmed : risk.IsNone);

    public override bool HoldsInDirectory(DirectoryAccount account) => false;
}
