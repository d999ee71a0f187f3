namespace BotResponder.Teams.Activities;

/// <summary>A person or a bot in a conversation.</summary>
/// <param name="Id">"29:..." for people (different for every bot), "28:{appId}" for the bot.</param>
/// <param name="Name">Chosen by its owner; shown, never trusted.</param>
/// <param name="AadObjectId">The person in the directory. Absent for bots and anonymous guests: then there are no rights.</param>
/// <param name="TenantId">Set for people from another tenant in shared channels, otherwise often absent.</param>
public sealed record ChannelAccount(string? Id = null, string? Name = null, string? AadObjectId = null, string? TenantId = null);

/// <param name="Id">"a:..." personal, "19:...@thread.v2" group chat, "19:...@thread.tacv2" channel, with ";messageid=..." inside a thread.</param>
/// <param name="ConversationType">personal, groupChat or channel.</param>
public sealed record ConversationAccount(
    string? Id = null, string? ConversationType = null, bool? IsGroup = null, string? TenantId = null, string? Name = null);

/// <summary>A note beside the text. Only mentions are of interest here.</summary>
/// <param name="Type">"mention" for mentions.</param>
/// <param name="Text">The exact piece of the activity's text, for instance "&lt;at&gt;BotResponder&lt;/at&gt;".</param>
public sealed record ActivityEntity(string? Type = null, string? Text = null, ChannelAccount? Mentioned = null);

/// <summary>What Teams adds to the plain protocol.</summary>
/// <param name="EventType">For conversationUpdate, messageUpdate and messageDelete: what happened, e.g. teamMemberAdded.</param>
public sealed record ChannelData(
    ChannelThing? Tenant = null,
    TeamInfo? Team = null,
    ChannelThing? Channel = null,
    string? EventType = null,
    ChannelSettings? Settings = null);

/// <summary>Anything of which Teams says only an id and perhaps a name.</summary>
public sealed record ChannelThing(string? Id = null, string? Name = null);

/// <param name="Id">The thread id of the team's General channel.</param>
/// <param name="AadGroupId">The team's group in the directory.</param>
public sealed record TeamInfo(string? Id = null, string? Name = null, string? AadGroupId = null);

/// <param name="SelectedChannel">The channel that was chosen when the app was installed into a team.</param>
public sealed record ChannelSettings(ChannelThing? SelectedChannel = null);
