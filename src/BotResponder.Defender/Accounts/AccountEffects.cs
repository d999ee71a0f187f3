using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Accounts;

/// <summary>Reads whether accounts still are as the bot left them, in each store that it told.</summary>
internal sealed class AccountEffects(AccountReader reader)
{
    /// <summary>One after another; once Microsoft asks to wait, nothing is known of the rest.</summary>
    /// <param name="undone">What happened when somebody else took it back: the beginning of a sentence.</param>
    public async Task<ImmutableArray<EffectState>> ReadAsync(
        CustomerId customer, AccountChange change, string undone, ImmutableArray<LastingEffect> effects, CancellationToken cancellationToken)
    {
        var states = ImmutableArray.CreateBuilder<EffectState>(effects.Length);
        var isHeld = false;
        foreach (var effect in effects)
        {
            if (isHeld || !AccountReceipt.TryRead(effect.Receipt, out var receipt) || receipt.Word != change.Word)
            {
                states.Add(EffectState.Unknown);
                continue;
            }

            var read = await reader.ReadForAsync(change, customer, receipt.Account, Urgency.Background, cancellationToken);
            isHeld = read.Problem is Problem.Throttled or Problem.Unavailable;
            states.Add(read.Problem is null ? Judge(change, receipt, read.Value, undone) : EffectState.Unknown);
        }

        return states.MoveToImmutable();
    }

    private static EffectState Judge(AccountChange change, AccountReceipt receipt, Account account, string undone)
    {
        var stores = receipt.Answers.Where(answer => answer.MayHold).Select(answer => (answer.Store, Holds: Holds(change, receipt, account, answer.Store))).ToArray();
        var over = stores.Where(store => store.Holds is false).Select(store => store.Store).ToArray();
        return over.Length > 0
                ? new EffectState.Over(undone, $"{AccountStores.Names(over)}: not {change.Done} any more{(account.Risk is { } risk ? $", the risk there is “{risk.Words}”" : "")}.")
            : stores.All(store => store.Holds is true) ? EffectState.Holds
            : EffectState.Unknown;
    }

    /// <returns>Null when the store does not say: an account that cannot be read there now has not been changed there.</returns>
    private static bool? Holds(AccountChange change, AccountReceipt receipt, Account account, AccountStore store) => (store, change.ReadsRisk) switch
    {
        (AccountStore.ActiveDirectory, _) => account.Directory?.IsEnabled is null ? null : AccountProgress.Holds(change, receipt, account, store),
        (_, true) => account.Risk is null or { IsProcessing: true } ? null : AccountProgress.Holds(change, receipt, account, store),
        _ => account.User?.AccountEnabled is null ? null : AccountProgress.Holds(change, receipt, account, store),
    };
}
