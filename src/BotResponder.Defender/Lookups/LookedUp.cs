namespace BotResponder.Defender.Lookups;

/// <summary>One thing that a look-up found.</summary>
/// <param name="Id">Microsoft's id.</param>
/// <param name="Name">As Microsoft stores it. Other people's text.</param>
/// <param name="Detail">What tells it apart. Other people's text.</param>
/// <param name="Portal">Its page, with the tenant in it; null when there is none.</param>
public sealed record LookedUp(string Id, string Name, string Detail, Uri? Portal);
