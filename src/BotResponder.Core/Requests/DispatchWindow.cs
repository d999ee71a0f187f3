namespace BotResponder.Core.Requests;

/// <summary>How much of a request is called at the same time: the first targets at once, one more for each that Microsoft has answered for. Pure.</summary>
/// <remarks>One request for many targets must leave its customer's workers free for cards, timers and other requests.</remarks>
internal static class DispatchWindow
{
    /// <summary>Half of what the work loop does for one customer at the same time.</summary>
    public const int Size = 8;

    public static bool Holds(ResponseRequest request, int operation) => operation < Size + Settled(request);

    /// <summary>The operation that came into the window last; null when all of them are in it.</summary>
    public static int? Newest(ResponseRequest request) =>
        Size + Settled(request) - 1 is var newest && newest < request.Operations.Length ? newest : null;

    private static int Settled(ResponseRequest request) =>
        request.Operations.Count(operation => operation.State is OperationState.Accepted or OperationState.Ended);
}
