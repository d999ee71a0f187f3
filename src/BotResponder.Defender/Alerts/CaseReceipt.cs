using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BotResponder.Core.Actions;
using BotResponder.Core.Requests;

namespace BotResponder.Defender.Alerts;

/// <summary>
/// What Graph accepted of one order, as one line for the ledger: <c>resolve da63… truePositive/malware k7m2.… 2026-03-02T14:00:00Z</c>. Graph gives nothing
/// to ask again with, so this holds what the state is read back by.
/// </summary>
/// <param name="SentAt">Whole seconds, UTC.</param>
internal sealed record CaseReceipt(CaseChange Change, CaseId Id, RequestId Request, DateTimeOffset SentAt)
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Nothing = "-";

    public ActionReceipt Write() => new(string.Join(' ',
        Change.Word, Id.Value, Change.Value.Length > 0 ? Change.Value : Nothing, Request.Value, SentAt.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)));

    public static bool TryRead(CaseKind kind, ActionReceipt receipt, [NotNullWhen(true)] out CaseReceipt? read)
    {
        read = receipt.Id.Split(' ') is [var word, var id, var value, { Length: > 0 } request, var at]
            && CaseId.TryParse(kind, id, out var known)
            && DateTimeOffset.TryParseExact(at, Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sentAt)
            && CaseChange.Read(word, value == Nothing ? "" : value, new(request)) is { } change
                ? new(change, known, new(request), sentAt)
                : null;
        return read is not null;
    }
}
