using System.Collections.Immutable;
using System.Globalization;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>What Teams stores: people, conversations, where the bot is installed, messages. Safe from many threads.</summary>
internal sealed class TeamsRooms
{
    private const string ThreadMark = ";messageid=";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TeamsConversation> _conversations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TeamsMessage>> _messages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _installed = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private long _lastId;

    public TeamsRooms(TeamsSeeds seeds, TimeProvider time)
    {
        (Seeds, _time) = (seeds, time);
        foreach (var conversation in seeds.Conversations)
        {
            Add(conversation);
        }
    }

    public TeamsSeeds Seeds { get; }

    public ImmutableArray<CastMember> People => Seeds.People;

    public ImmutableArray<TeamsConversation> Conversations
    {
        get
        {
            lock (_lock)
            {
                return [.. _conversations.Values];
            }
        }
    }

    /// <summary>The conversation with its people and names of now; as given when it is deleted.</summary>
    public TeamsConversation Current(TeamsConversation conversation)
    {
        lock (_lock)
        {
            return _conversations.GetValueOrDefault(conversation.Id, conversation);
        }
    }

    /// <summary>Changes every conversation. Null deletes one; what was said in it stays in the transcript.</summary>
    public void Replace(Func<TeamsConversation, TeamsConversation?> change)
    {
        lock (_lock)
        {
            foreach (var conversation in _conversations.Values.ToList())
            {
                if (change(conversation) is { } changed)
                {
                    _conversations[conversation.Id] = changed;
                }
                else
                {
                    _conversations.Remove(conversation.Id);
                }
            }
        }
    }

    /// <param name="id">May name a thread behind <c>;messageid=</c>.</param>
    /// <param name="threadId">The thread; null when none is named.</param>
    public TeamsConversation? Find(string id, out string? threadId)
    {
        var mark = id.IndexOf(ThreadMark, StringComparison.OrdinalIgnoreCase);
        threadId = mark < 0 ? null : id[(mark + ThreadMark.Length)..];
        lock (_lock)
        {
            return _conversations.GetValueOrDefault(mark < 0 ? id : id[..mark]);
        }
    }

    public static string InThread(TeamsConversation conversation, string? threadId) =>
        conversation.Team is null || threadId is null ? conversation.Id : $"{conversation.Id}{ThreadMark}{threadId}";

    /// <summary>The person's chat with the bot; the same one every time.</summary>
    public TeamsConversation PersonalChat(CastMember person) => Add(TeamsConversation.Personal(person));

    public void Install(TeamsConversation conversation, bool installed)
    {
        lock (_lock)
        {
            _ = installed ? _installed.Add(conversation.InstallScope) : _installed.Remove(conversation.InstallScope);
        }
    }

    public bool IsInstalled(TeamsConversation conversation)
    {
        lock (_lock)
        {
            return _installed.Contains(conversation.InstallScope);
        }
    }

    /// <summary>Whether the bot may write to a person: it is installed in their chat or in a team of theirs.</summary>
    public bool IsReachable(CastMember person)
    {
        lock (_lock)
        {
            return _conversations.Values.Any(conversation =>
                _installed.Contains(conversation.InstallScope) && conversation.Members.Contains(person));
        }
    }

    public ImmutableArray<TeamsMessage> Messages(TeamsConversation conversation)
    {
        lock (_lock)
        {
            return [.. _messages[conversation.Id]];
        }
    }

    public TeamsMessage? Message(TeamsConversation conversation, string messageId)
    {
        lock (_lock)
        {
            return _messages[conversation.Id].Find(message => message.Id == messageId);
        }
    }

    /// <param name="threadId">Null begins a thread in a channel.</param>
    /// <param name="make">Gets the id, the thread and the instant.</param>
    public TeamsMessage Post(TeamsConversation conversation, string? threadId, Func<TeamsMessage, TeamsMessage> make)
    {
        lock (_lock)
        {
            var id = NextId();
            var message = make(new()
            {
                Id = id,
                ThreadId = conversation.Team is null ? null : threadId ?? id,
                SentAt = _time.GetUtcNow(),
            });
            _messages[conversation.Id].Add(message);
            return message;
        }
    }

    /// <param name="deleted">Looks among the deleted messages instead.</param>
    /// <returns>False when there is no such message.</returns>
    public bool Change(TeamsConversation conversation, string messageId, Func<TeamsMessage, TeamsMessage> change, bool deleted = false)
    {
        lock (_lock)
        {
            var messages = _messages[conversation.Id];
            var at = messages.FindIndex(message => message.Id == messageId && message.Deleted == deleted);
            if (at >= 0)
            {
                messages[at] = change(messages[at]);
            }

            return at >= 0;
        }
    }

    /// <returns>Epoch milliseconds, but never one twice.</returns>
    public string NextId()
    {
        lock (_lock)
        {
            _lastId = Math.Max(_lastId + 1, _time.GetUtcNow().ToUnixTimeMilliseconds());
            return _lastId.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <returns>The one that is there already, when it is.</returns>
    public TeamsConversation Add(TeamsConversation conversation)
    {
        lock (_lock)
        {
            if (_conversations.TryAdd(conversation.Id, conversation))
            {
                _messages.TryAdd(conversation.Id, []);
            }

            return _conversations[conversation.Id];
        }
    }
}
