using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BotResponder.Core.Actions;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Accounts;

/// <summary>
/// What each store answered to one order, as one line for the ledger: <c>disable 8f0c… 2026-03-02T14:00:00Z ad=accepted:43f4… entra=done</c>. Graph gives
/// nothing to ask again with, so this holds what the state is read back by.
/// </summary>
/// <param name="Word">The change's.</param>
/// <param name="SentAt">Whole seconds, UTC.</param>
internal sealed record AccountReceipt(string Word, AccountId Account, DateTimeOffset SentAt, ImmutableArray<StoreAnswer> Answers)
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public ActionReceipt Write() => new(string.Join(' ',
    [
        Word, Account.Value, SentAt.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture),
        .. Answers.Select(answer => $"{(answer.Store is AccountStore.EntraId ? "entra" : "ad")}={answer.Code}{(answer.Correlation.Length > 0 ? $":{answer.Correlation}" : "")}"),
    ]));

    public static bool TryRead(ActionReceipt receipt, [NotNullWhen(true)] out AccountReceipt? read)
    {
        read = null;
        if (receipt.Id.Split(' ') is not [var word, var account, var at, .. { Length: > 0 } answers]
            || !AccountId.TryParse(account, out var id)
            || !DateTimeOffset.TryParseExact(at, Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sentAt))
        {
            return false;
        }

        var stores = answers.Select(ReadAnswer).OfType<StoreAnswer>().ToImmutableArray();
        read = stores.Length == answers.Length ? new(word, id, sentAt, stores) : null;
        return read is not null;
    }

    private static StoreAnswer? ReadAnswer(string text) => text.Split('=', ':') switch
    {
        ["entra", { Length: > 0 } code] => new(AccountStore.EntraId, code, ""),
        ["ad", { Length: > 0 } code] => new(AccountStore.ActiveDirectory, code, ""),
        ["ad", { Length: > 0 } code, { Length: > 0 } correlation] => new(AccountStore.ActiveDirectory, code, correlation),
        _ => null,
    };
}

/// <param name="Code"><see cref="Accepted"/>, or the code of the problem that the store answered with.</param>
/// <param name="Correlation">Microsoft's, for its support; empty when there is none.</param>
internal sealed record StoreAnswer(AccountStore Store, string Code, string Correlation)
{
    public const string Accepted = "accepted";
    public const string Uncertain = "uncertain";

    /// <summary>It may hold: only reading it back tells.</summary>
    public bool MayHold => Code is Accepted or Uncertain;
}
