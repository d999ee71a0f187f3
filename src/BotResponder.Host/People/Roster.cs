using System.Collections.Concurrent;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Connector;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.People;

/// <summary>What Teams says about the members of conversations. Kept in memory only, and believed for <see cref="PeopleOptions.MemberAge"/>.</summary>
internal sealed class Roster(ConnectorClient connector, IOptions<PeopleOptions> options, TimeProvider time)
{
    /// <summary>The most members that are held; then all are forgotten, which costs a question each.</summary>
    internal const int MostHeld = 20_000;

    private readonly ConcurrentDictionary<(string Conversation, string Member), (TeamMember Member, long AskedAt)> _held = new();

    /// <param name="memberId">"29:…".</param>
    /// <returns>The member, at most as old as the option says; or why Teams does not name one. Only members are held.</returns>
    public async Task<ConnectorAnswer<TeamMember>> FindAsync(ConversationReference place, string memberId, CancellationToken cancellationToken)
    {
        var key = (place.ChannelOrChatId(), memberId);
        if (_held.TryGetValue(key, out var held) && time.GetElapsedTime(held.AskedAt) < options.Value.MemberAge)
        {
            return new ConnectorAnswer<TeamMember>.Done(held.Member);
        }

        var askedAt = time.GetTimestamp();
        var answer = await connector.GetMemberAsync(place.AtTop(), memberId, cancellationToken);
        if (answer is ConnectorAnswer<TeamMember>.Done { Value: var member })
        {
            if (_held.Count >= MostHeld)
            {
                _held.Clear();
            }

            _held[key] = (member, askedAt);
        }
        else
        {
            _held.TryRemove(key, out _);
        }

        return answer;
    }

    /// <summary>Somebody came or went: what was said about her is asked again, wherever it was said.</summary>
    public void Forget(string memberId)
    {
        foreach (var key in _held.Keys.Where(key => key.Member == memberId))
        {
            _held.TryRemove(key, out _);
        }
    }
}
