using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>Messages that one member of a group chat or channel sees: <c>?isTargetedActivity=true</c> and a recipient that says so too.</summary>
/// <remarks>A preview: Microsoft documents no error codes for it, so 400 BadArgument is this simulator's choice.</remarks>
internal static class TargetedMessages
{
    public static bool IsAsked(ConnectorCall call) => bool.TryParse(call.Api.Query("isTargetedActivity"), out var asked) && asked;

    /// <param name="reader">Who shall see it; null for everybody.</param>
    /// <returns>Null when the two signs agree and the reader can be one.</returns>
    public static ApiAnswer? Check(ConnectorCall call, OutboundActivity activity, out CastMember? reader)
    {
        reader = call.Conversation.Members.FirstOrDefault(person => person.Mri == activity.TargetMri);
        if (activity.TargetMri is null && !IsAsked(call))
        {
            return null;
        }

        return (call.Conversation.IsPersonal, activity.TargetMri is not null == IsAsked(call), reader) switch
        {
            (true, _, _) => Refuse("Targeted messages are not supported in personal chats."),
            (_, false, _) => Refuse("A targeted message needs isTargetedActivity=true and a recipient with isTargeted."),
            (_, _, null) => Refuse("The recipient of a targeted message must be a member of the conversation."),
            _ => null,
        };
    }

    private static ApiAnswer Refuse(string message) => ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "BadArgument", message);
}
