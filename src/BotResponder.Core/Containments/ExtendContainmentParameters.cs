using BotResponder.Core.Requests;

namespace BotResponder.Core.Containments;

/// <param name="Request">Whose end is to move.</param>
/// <param name="Time">By how much.</param>
internal sealed record ExtendContainmentParameters(RequestId Request, TimeSpan Time);
