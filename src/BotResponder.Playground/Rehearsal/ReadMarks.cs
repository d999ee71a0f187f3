using BotResponder.Simulator.Teams;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Playground.Rehearsal;

/// <summary>How far each person has read each conversation, on one page.</summary>
public sealed class ReadMarks(TeamsWorld teams)
{
    private readonly Dictionary<(CastMember Person, string Conversation), DateTimeOffset> _marks = [];

    /// <summary>Whether something was written or changed since this person last looked. The first look at a page counts as having read everything.</summary>
    public bool IsUnread(CastMember person, TeamsConversation conversation)
    {
        var newest = Newest(conversation);
        if (_marks.TryAdd((person, conversation.Id), newest))
        {
            return false;
        }

        return newest > _marks[(person, conversation.Id)];
    }

    public void Read(CastMember person, TeamsConversation conversation) => _marks[(person, conversation.Id)] = Newest(conversation);

    private DateTimeOffset Newest(TeamsConversation conversation) => teams.Transcript(conversation)
        .Where(message => !message.Deleted).Select(message => message.EditedAt ?? message.SentAt).DefaultIfEmpty().Max();
}
