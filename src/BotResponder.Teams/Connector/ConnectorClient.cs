using System.Runtime.CompilerServices;
using System.Text.Json;
using BotResponder.Teams.Activities;

namespace BotResponder.Teams.Connector;

/// <summary>Speaks to Teams. Answers are values; only the caller's own cancellation throws. Reads, updates and deletions are repeated by
/// themselves while Teams is busy; a send is repeated only when Teams surely did nothing (412, 429, no connection).</summary>
/// <remarks>Source: Bot Connector REST API v3 as Teams serves it.</remarks>
public sealed class ConnectorClient
{
    private const int PageSize = 500;

    // 500 members a page: more pages than the largest team has.
    private const int MaxPages = 100;
    private readonly ConnectorCalls _calls;

    internal ConnectorClient(ConnectorCalls calls) => _calls = calls;

    /// <param name="replyToId">The message to answer; null to just speak. In a channel the thread is chosen by the reference's conversation id.</param>
    /// <returns>The new message's id.</returns>
    public async Task<ConnectorAnswer<string>> SendAsync(
        ConversationReference reference, OutgoingMessage message, string? replyToId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(message);
        var body = BodyOf(reference, message, replyToId, activityId: null);
        if (OutgoingActivity.Measure(body).IsTooLarge)
        {
            return new ConnectorAnswer<string>.TooLarge();
        }

        IReadOnlyList<string> path = ["v3", "conversations", reference.ConversationId, "activities"];
        var call = new ConnectorCall(
            "send", HttpMethod.Post, reference.ServiceUrl, replyToId is null ? path : [.. path, replyToId], body);
        var answer = await _calls.SendAsync(call, ConnectorJson.Default.CreatedReply, cancellationToken);
        return answer.Map(created => NewId(created?.Id));
    }

    /// <summary>Replaces a message whole. Safe to repeat.</summary>
    /// <returns>The message's id.</returns>
    public async Task<ConnectorAnswer<string>> UpdateAsync(
        ConversationReference reference, string activityId, OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(message);
        var body = BodyOf(reference, message, replyToId: null, activityId);
        if (OutgoingActivity.Measure(body).IsTooLarge)
        {
            return new ConnectorAnswer<string>.TooLarge();
        }

        var call = new ConnectorCall(
            "update", HttpMethod.Put, reference.ServiceUrl, ["v3", "conversations", reference.ConversationId, "activities", activityId], body);
        var answer = await _calls.SendAsync(call, ConnectorJson.Default.CreatedReply, cancellationToken);
        return answer.Map(created => new ConnectorAnswer<string>.Done(created?.Id ?? activityId));
    }

    /// <returns>The message's id; <see cref="ConnectorAnswer{T}.Gone"/> when it was gone already.</returns>
    public async Task<ConnectorAnswer<string>> DeleteAsync(
        ConversationReference reference, string activityId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var call = new ConnectorCall(
            "delete", HttpMethod.Delete, reference.ServiceUrl, ["v3", "conversations", reference.ConversationId, "activities", activityId]);
        var answer = await _calls.SendAsync(call, ConnectorJson.Default.CreatedReply, cancellationToken);
        return answer.Map(_ => new ConnectorAnswer<string>.Done(activityId));
    }

    /// <summary>Opens the personal chat with somebody. The same person gives the same chat.</summary>
    /// <param name="memberId">"29:...".</param>
    public async Task<ConnectorAnswer<ConversationReference>> CreatePersonalConversationAsync(
        string serviceUrl, string tenantId, string botId, string memberId, CancellationToken cancellationToken)
    {
        var wanted = new OutgoingConversation(
            IsGroup: false, new(botId), [new(memberId)], tenantId, new OutgoingChannelData(Tenant: new(tenantId)));
        var body = JsonSerializer.SerializeToUtf8Bytes(wanted, ConnectorJson.Wire.OutgoingConversation);
        var call = new ConnectorCall("create-conversation", HttpMethod.Post, serviceUrl, ["v3", "conversations"], body);
        var answer = await _calls.SendAsync(call, ConnectorJson.Default.CreatedReply, cancellationToken);
        return answer.Map(created => NewId(created?.Id)).Map(id => new ConnectorAnswer<ConversationReference>.Done(
            new ConversationReference(serviceUrl, id, tenantId, botId, ConversationType: "personal")));
    }

    /// <param name="memberIdOrObjectId">"29:..." or the person's directory object id.</param>
    /// <returns><see cref="ConnectorAnswer{T}.Gone"/> when not a member.</returns>
    public async Task<ConnectorAnswer<TeamMember>> GetMemberAsync(
        ConversationReference reference, string memberIdOrObjectId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var call = new ConnectorCall(
            "get-member", HttpMethod.Get, reference.ServiceUrl, ["v3", "conversations", reference.ConversationId, "members", memberIdOrObjectId]);
        return (await _calls.SendAsync(call, ConnectorJson.Default.TeamMember, cancellationToken)).Map(Present);
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
            var call = new ConnectorCall(
                "get-members", HttpMethod.Get, reference.ServiceUrl, ["v3", "conversations", reference.ConversationId, "pagedmembers"], Query: query);
            var answer = await _calls.SendAsync(call, ConnectorJson.Default.MembersReply, cancellationToken);
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
        var call = new ConnectorCall("get-team", HttpMethod.Get, reference.ServiceUrl, ["v3", "teams", teamId]);
        return (await _calls.SendAsync(call, ConnectorJson.Default.TeamDetails, cancellationToken)).Map(Present);
    }

    private static byte[] BodyOf(ConversationReference reference, OutgoingMessage message, string? replyToId, string? activityId) =>
        (OutgoingActivity.Of(message) with
        {
            Id = activityId,
            From = new OutgoingId(reference.BotId),
            Conversation = new OutgoingId(reference.ConversationId),
            ReplyToId = replyToId,
        }).ToUtf8();

    private static ConnectorAnswer<string> NewId(string? id) => string.IsNullOrEmpty(id)
        ? new ConnectorAnswer<string>.Failed(
            ConnectorCodes.Unreadable, "Teams took the message and gave no id for it.", Transient: false, MayHaveHappened: true)
        : new ConnectorAnswer<string>.Done(id);

    private static ConnectorAnswer<T> Present<T>(T? value)
        where T : class => value is null
            ? new ConnectorAnswer<T>.Failed(ConnectorCodes.Unreadable, "Teams answered with nothing.", Transient: false)
            : new ConnectorAnswer<T>.Done(value);
}
