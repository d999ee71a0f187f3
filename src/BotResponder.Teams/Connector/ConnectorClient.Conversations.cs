using System.Runtime.CompilerServices;
using System.Text.Json;
using BotResponder.Teams.Activities;

namespace BotResponder.Teams.Connector;

/// <content>Conversations that are created, and who is in them.</content>
public sealed partial class ConnectorClient
{
    private const int PageSize = 500;

    // 500 members a page: more pages than the largest team has.
    private const int MaxPages = 100;

    /// <summary>Opens the personal chat with somebody. The same person gives the same chat.</summary>
    /// <param name="memberId">"29:...".</param>
    public async Task<ConnectorAnswer<ConversationReference>> CreatePersonalConversationAsync(
        string serviceUrl, string tenantId, string botId, string memberId, CancellationToken cancellationToken)
    {
        var wanted = new OutgoingConversation(
            IsGroup: false, new(botId), [new(memberId)], tenantId, new OutgoingChannelData(Tenant: new(tenantId)));
        var answer = await CreateAsync(serviceUrl, new(tenantId, memberId, IsWrite: true), wanted, cancellationToken);
        return answer.Map(created => NewId(created?.Id)).Map(id => new ConnectorAnswer<ConversationReference>.Done(
            new ConversationReference(serviceUrl, id, tenantId, botId, ConversationType: "personal")));
    }

    /// <summary>Begins a thread in a channel with its first message.</summary>
    /// <param name="channel">The channel, or any thread of it.</param>
    /// <returns>The thread; its root is the message.</returns>
    public async Task<ConnectorAnswer<ConversationReference>> CreateThreadAsync(
        ConversationReference channel, OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(message);
        if (message.Measure().IsTooLarge)
        {
            return new ConnectorAnswer<ConversationReference>.TooLarge();
        }

        var top = channel.AtTop();
        var wanted = new OutgoingConversation(
            IsGroup: true, new(top.BotId), Members: null, top.TenantId, new OutgoingChannelData(Channel: new(top.ConversationId)), OutgoingActivity.Of(message));
        var answer = await CreateAsync(top.ServiceUrl, WriteIn(top), wanted, cancellationToken);
        return answer.Map(created => NewId(created?.ActivityId)).Map(root => new ConnectorAnswer<ConversationReference>.Done(top.InThread(root)));
    }

    /// <param name="memberIdOrObjectId">"29:..." or the person's directory object id.</param>
    /// <returns><see cref="ConnectorAnswer{T}.Gone"/> when not a member.</returns>
    public async Task<ConnectorAnswer<TeamMember>> GetMemberAsync(
        ConversationReference reference, string memberIdOrObjectId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var call = Read("get-member", reference, ["v3", "conversations", reference.ConversationId, "members", memberIdOrObjectId]);
        return (await _queue.SendAsync(call, ConnectorJson.Default.TeamMember, cancellationToken)).Map(Present);
    }

    /// <summary>The roster, one answer a page; ends after the first answer that is not <see cref="ConnectorAnswer{T}.Done"/>.</summary>
    public async IAsyncEnumerable<ConnectorAnswer<IReadOnlyList<TeamMember>>> GetPagedMembersAsync(
        ConversationReference reference, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        string? continuation = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var query = FormattableString.Invariant($"pageSize={PageSize}")
                + (continuation is null ? "" : "&continuationToken=" + Uri.EscapeDataString(continuation));
            var call = Read("get-members", reference, ["v3", "conversations", reference.ConversationId, "pagedmembers"]) with { Query = query };
            var answer = await _queue.SendAsync(call, ConnectorJson.Default.MembersReply, cancellationToken);
            yield return answer.Map(reply => new ConnectorAnswer<IReadOnlyList<TeamMember>>.Done(reply?.Members ?? []));

            var next = (answer as ConnectorAnswer<MembersReply?>.Done)?.Value?.ContinuationToken;
            if (string.IsNullOrEmpty(next) || next == continuation)
            {
                yield break;
            }

            continuation = next;
        }
    }

    /// <param name="teamId">The thread id of the team's General channel.</param>
    public async Task<ConnectorAnswer<TeamDetails>> GetTeamAsync(
        ConversationReference reference, string teamId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var call = Read("get-team", reference, ["v3", "teams", teamId]);
        return (await _queue.SendAsync(call, ConnectorJson.Default.TeamDetails, cancellationToken)).Map(Present);
    }

    private Task<ConnectorAnswer<CreatedReply?>> CreateAsync(
        string serviceUrl, CallPlace place, OutgoingConversation wanted, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(wanted, ConnectorJson.Wire.OutgoingConversation);
        var call = new ConnectorCall("create-conversation", HttpMethod.Post, place, serviceUrl, ["v3", "conversations"], body);
        return _queue.SendAsync(call, ConnectorJson.Default.CreatedReply, cancellationToken);
    }

    private static ConnectorCall Read(string operation, ConversationReference reference, IReadOnlyList<string> path) =>
        new(operation, HttpMethod.Get, new(reference.TenantId, reference.ChannelOrChatId(), IsWrite: false), reference.ServiceUrl, path);

    private static ConnectorAnswer<T> Present<T>(T? value)
        where T : class => value is null
            ? new ConnectorAnswer<T>.Failed(ConnectorCodes.Unreadable, "Teams answered with nothing.", Transient: false)
            : new ConnectorAnswer<T>.Done(value);
}
