using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Accounts;

/// <summary>What is done to an account, how it is told to each store, and how each store shows that it holds.</summary>
/// <param name="Word">In receipts: one lower-case word.</param>
/// <param name="Done">What the account then is: <c>disabled</c>.</param>
/// <param name="DirectoryAction">The action's name at Defender for Identity; null when nothing is changed in Active Directory.</param>
internal abstract record AccountChange(string Word, string Done, string? DirectoryAction)
{
    public static AccountChange Disable { get; } = new Enabling("disable", "disabled", isEnabled: false);

    public static AccountChange Enable { get; } = new Enabling("enable", "enabled", isEnabled: true);

    public static AccountChange RevokeSessions { get; } = new Revoking();

    public static AccountChange ForcePasswordReset { get; } = new Resetting();

    public static AccountChange ConfirmCompromised { get; } = new RiskChange(isCompromised: true);

    public static AccountChange DismissRisk { get; } = new RiskChange(isCompromised: false);

    /// <summary>True when it gives the account something back: then nothing is lost with it, whoever's it is.</summary>
    public virtual bool IsForTheAccount => false;

    /// <summary>False when no store shows afterwards whether it holds: then a store's answer is all that there is to know.</summary>
    public virtual bool IsReadBack => true;

    /// <summary>How its writes are counted.</summary>
    public virtual Endpoint Endpoint => AccountEndpoint.Change;

    /// <summary>What domain controllers record of it, as IdentityDirectoryEvents names that; null when nothing is known to be.</summary>
    public virtual string? DirectoryEvent => null;

    /// <summary>Whether it is about the account's risk, which then is read with the account.</summary>
    public virtual bool ReadsRisk => false;

    /// <summary>Whether another risk than the one that was approved needs an approval of its own.</summary>
    public virtual bool DependsOnRisk => false;

    /// <summary>The stores that it changes, in the order in which they are told: Active Directory first, where an attacker moves on.</summary>
    public virtual IEnumerable<AccountStore> StoresOf(Account account)
    {
        if (DirectoryAction is not null && account.Directory is not null)
        {
            yield return AccountStore.ActiveDirectory;
        }

        if (account.User is not null)
        {
            yield return AccountStore.EntraId;
        }
    }

    /// <returns>Null when Entra ID says that it is done.</returns>
    public abstract Task<Problem?> TellEntraAsync(DirectoryApi directory, CustomerId customer, AccountId id, CancellationToken cancellationToken);

    /// <param name="account">One that Entra ID knows, read for this change.</param>
    /// <param name="sentAt">When it was told.</param>
    public abstract bool HoldsInEntra(Account account, DateTimeOffset sentAt);

    public abstract bool HoldsInDirectory(DirectoryAccount account);

    private sealed record Enabling : AccountChange
    {
        private readonly bool _isEnabled;

        public Enabling(string word, string done, bool isEnabled)
            : base(word, done, word) => _isEnabled = isEnabled;

        public override bool IsForTheAccount => _isEnabled;

        public override string DirectoryEvent => "Account Disabled changed";

        public override Task<Problem?> TellEntraAsync(DirectoryApi directory, CustomerId customer, AccountId id, CancellationToken cancellationToken) =>
            directory.SetEnabledAsync(customer, id, _isEnabled, cancellationToken);

        public override bool HoldsInEntra(Account account, DateTimeOffset sentAt) => account.User?.AccountEnabled == _isEnabled;

        public override bool HoldsInDirectory(DirectoryAccount account) => account.IsEnabled == _isEnabled;
    }

    private sealed record Revoking() : AccountChange("revoke", "signed out", DirectoryAction: null)
    {
        /// <summary>The bot's clock and Entra's may differ by so much.</summary>
        private static readonly TimeSpan Clocks = TimeSpan.FromMinutes(1);

        public override Task<Problem?> TellEntraAsync(DirectoryApi directory, CustomerId customer, AccountId id, CancellationToken cancellationToken) =>
            directory.RevokeSessionsAsync(customer, id, cancellationToken);

        public override bool HoldsInEntra(Account account, DateTimeOffset sentAt) => account.User?.SessionsValidFrom >= sentAt - Clocks;

        public override bool HoldsInDirectory(DirectoryAccount account) => false;
    }

    /// <summary>The password is Active Directory's where the account comes from there (Entra ID refuses), and Entra ID's otherwise.</summary>
    private sealed record Resetting() : AccountChange("reset", "made to set a new password at the next sign-in", "forcePasswordReset")
    {
        public override bool IsReadBack => false;

        public override IEnumerable<AccountStore> StoresOf(Account account) =>
            base.StoresOf(account).Where(store => (store is AccountStore.ActiveDirectory) == (account.IsSynced || account.User is null));

        public override Task<Problem?> TellEntraAsync(DirectoryApi directory, CustomerId customer, AccountId id, CancellationToken cancellationToken) =>
            directory.ForcePasswordChangeAsync(customer, id, cancellationToken);

        public override bool HoldsInEntra(Account account, DateTimeOffset sentAt) => false;

        public override bool HoldsInDirectory(DirectoryAccount account) => false;
    }
}

/// <summary>Where accounts are kept.</summary>
internal enum AccountStore
{
    ActiveDirectory,
    EntraId,
}

internal static class AccountStores
{
    public static string Name(AccountStore store) => store is AccountStore.EntraId ? "Entra ID" : "Active Directory";

    public static string Names(IEnumerable<AccountStore> stores) => string.Join(" and ", stores.Select(Name)) is { Length: > 0 } names ? names : "nothing";
}
