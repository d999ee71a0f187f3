using BotResponder.Core.Actions;
using BotResponder.Core.Requests;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Devices;

/// <summary>The comment of a machine action: the only trace of the request on Microsoft's side, and how the bot finds its own actions again.</summary>
internal static class OrderComment
{
    private const int MaxLength = 1000;
    private const int LongestRequest = 64;

    /// <summary>Request id, short code, reason, approvers; one line of at most 1000 characters.</summary>
    public static string Of(ActionOrder order) => PlainLine.Of(
        $"{order.Request} {order.Code} {order.Reason} | {(order.ApprovedBy.Length > 0 ? $"approved by {order.ApprovedBy}" : "no approval needed")}",
        MaxLength);

    /// <returns>The request that a comment claims to be of; null when its first word cannot be one.</returns>
    public static RequestId? RequestIn(string? comment) =>
        comment?.Split(' ', 2)[0] is { Length: > 0 and <= LongestRequest } word && word.Contains('.', StringComparison.Ordinal)
            && word.All(letter => letter == '.' || char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
            ? new(word)
            : null;

    /// <summary>True when the whole first word is the request id: an id that merely begins alike is another request.</summary>
    public static bool IsOf(RequestId request, string? comment) =>
        comment is not null
        && comment.StartsWith(request.Value, StringComparison.Ordinal)
        && (comment.Length == request.Value.Length || comment[request.Value.Length] == ' ');
}
