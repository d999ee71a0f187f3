using System.Net;

namespace BotResponder.Defender.Api;

/// <summary>A Microsoft answer that is not a success, before it is judged.</summary>
/// <param name="Service">As chat calls it: <c>Defender</c>, <c>Microsoft Graph</c>.</param>
/// <param name="Code">Microsoft's stable code; empty when the body had none.</param>
/// <param name="Message">Microsoft's free text: nothing is decided by it, except for which permission a 403 misses.</param>
/// <param name="RetryAfter">What the Retry-After header said; null when there was none.</param>
internal sealed record ApiFailure(string Service, HttpStatusCode Status, string Code, string Message, TimeSpan? RetryAfter)
{
    /// <summary>Defender runs an action of this kind on the device already.</summary>
    /// <remarks>The code is what Defender sends today; Microsoft's documentation of release still gives the sentence only.</remarks>
    public bool IsAlreadyActive => Status is HttpStatusCode.BadRequest
        && (Code == "ActiveRequestAlreadyExists" || Message.Contains("Action is already in progress", StringComparison.OrdinalIgnoreCase));
}
