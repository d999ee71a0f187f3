using System.Globalization;
using BotResponder.Core.Actions;

namespace BotResponder.Defender.Accounts;

/// <summary>What the stores' answers and what was read back mean, each store apart.</summary>
internal static class AccountProgress
{
    /// <summary>So long a store may take before "accepted" is called "not verified": a sensor acts within minutes, and Entra ID's replicas follow in seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Active Directory was told long ago and does not show it: the domain controllers' own records may say why.</summary>
    public static bool IsOverdue(AccountChange change, AccountReceipt receipt, Account account, DateTimeOffset now) =>
        change.IsReadBack && now - receipt.SentAt >= Patience
        && receipt.Answers.Any(answer => answer is { Store: AccountStore.ActiveDirectory, MayHold: true } && !Holds(change, receipt, account, answer.Store));

    public static ActionProgress Of(AccountChange change, AccountReceipt receipt, Account account, DirectoryTrace trace, DateTimeOffset now)
    {
        if (!change.IsReadBack)
        {
            return Told(change, receipt);
        }

        var isLate = now - receipt.SentAt >= Patience;
        var stores = receipt.Answers.Select(answer => (Answer: answer, Holds: answer.MayHold && Holds(change, receipt, account, answer.Store))).ToArray();
        var sentence = string.Join(" ", stores.Select(store => Sentence(change, store.Answer, store.Holds, isLate ? trace : null, now)).Append(Gap(change, account, receipt)).Where(part => part.Length > 0));
        return stores switch
        {
            _ when !isLate && stores.Any(store => store.Answer.MayHold && !store.Holds) => new ActionProgress.Running(sentence),
            _ when stores.Any(store => !store.Answer.MayHold) => Ended(OutcomeKind.Failed, sentence),
            _ when stores.Any(store => !store.Holds) => Ended(OutcomeKind.Unknown, sentence),
            _ => Ended(OutcomeKind.Done, sentence),
        };
    }

    public static bool Holds(AccountChange change, AccountReceipt receipt, Account account, AccountStore store) => store is AccountStore.EntraId
        ? account.User is not null && change.HoldsInEntra(account, receipt.SentAt)
        : account.Directory is { } directory && change.HoldsInDirectory(directory);

    /// <summary>Entra ID's answer says that it is done; Active Directory's only that a sensor has been told.</summary>
    private static ActionProgress.Ended Told(AccountChange change, AccountReceipt receipt)
    {
        var isDone = receipt.Answers.All(answer => answer is { Store: AccountStore.EntraId, Code: StoreAnswer.Accepted });
        return isDone
            ? Ended(OutcomeKind.Done, $"Entra ID: {change.Done}, as it answered; it gives nothing to read back.")
            : Ended(OutcomeKind.Unknown, "Active Directory: accepted but not verified: there is nothing to read back. Look at the Action center in the Defender portal.");
    }

    private static ActionProgress.Ended Ended(OutcomeKind kind, string sentence) => new(new(kind, sentence));

    /// <param name="late">Null while a store may take its time.</param>
    private static string Sentence(AccountChange change, StoreAnswer answer, bool holds, DirectoryTrace? late, DateTimeOffset now) =>
        $"{AccountStores.Name(answer.Store)}: " + (answer, holds, late) switch
        {
            (_, true, _) => $"{change.Done}, verified at {Clock(now)} UTC.",
            ({ MayHold: true, Store: AccountStore.ActiveDirectory }, _, { At: { } at }) => "accepted but not verified. A domain controller recorded at "
                + $"{Clock(at)} UTC that whether this account may sign in was changed, so Defender may only not show it yet. Look at the account in the directory.",
            ({ MayHold: true, Store: AccountStore.ActiveDirectory }, _, { IsKnown: var isKnown }) => $"accepted but not verified{(isKnown ? ", and no domain controller is known to have recorded it" : "")}. "
                + "Usual causes: the action account lacks “log on as a service” on the domain controllers or rights on this OU, or a sensor of version 3 is set to a gMSA, "
                + "which it does not support.",
            ({ MayHold: true }, _, not null) => "accepted but not verified. Look at the account in the Defender portal.",
            ({ Code: StoreAnswer.Uncertain }, _, _) => "the answer was lost; reading it back.",
            ({ MayHold: true, Store: AccountStore.ActiveDirectory }, _, _) => "accepted; a domain controller's sensor has to carry it out.",
            ({ MayHold: true }, _, _) => "accepted; not visible yet.",
            _ => $"not {change.Done}, Microsoft's answer was “{answer.Code}”. Nothing was done there: a permission may lack consent, or the bot's app the directory role "
                + "that acting on administrators needs.",
        };

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>One store of a synced account was not changed, and sync carries what stands in Active Directory to Entra ID.</summary>
    private static string Gap(AccountChange change, Account account, AccountReceipt receipt) =>
        change.DirectoryAction is not null && account.IsSynced && receipt.Answers.All(answer => answer.Store is AccountStore.EntraId)
            ? "Active Directory: not changed, and the next sync may carry its state to Entra ID."
            : "";
}
