using BotResponder.Teams.Activities;

namespace BotResponder.Teams.Connector;

/// <summary>Speaks to Teams. Answers are values; only the caller's own cancellation throws. Reads, updates and deletions are repeated by
/// themselves while Teams is busy; a send is repeated only when Teams surely did nothing (412, 429, no connection). Calls about one conversation
/// leave one after another, within Teams' limits; a turn that comes too late is <see cref="ConnectorAnswer{T}.Throttled"/>.</summary>
/// <remarks>Source: Bot Connector REST API v3 as Teams serves it.</remarks>
public sealed partial class ConnectorClient
{
    private readonly ConnectorQueue _queue;
    private readonly bool _mayTarget;
    private readonly NewestUpdates _updates = new();

    internal ConnectorClient(ConnectorQueue queue, ConnectorOptions options) => (_queue, _mayTarget) = (queue, options.TargetedMessages);

    /// <param name="replyToId">The message to answer; null to just speak. In a channel the thread is chosen by the reference's conversation id.</param>
    /// <returns>The new message's id.</returns>
    public async Task<ConnectorAnswer<string>> SendAsync(
        ConversationReference reference, OutgoingMessage message, string? replyToId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(message);
        var body = Addressed(reference, message, replyToId, activityId: null).ToUtf8();
        if (OutgoingActivity.Measure(body).IsTooLarge)
        {
            return new ConnectorAnswer<string>.TooLarge();
        }

        var path = replyToId is null ? Activities(reference) : Activities(reference, replyToId);
        var call = new ConnectorCall("send", HttpMethod.Post, WriteIn(reference), reference.ServiceUrl, path, body);
        var answer = await _queue.SendAsync(call, ConnectorJson.Default.CreatedReply, cancellationToken);
        return answer.Map(created => NewId(created?.Id));
    }

    /// <summary>Replaces a message whole. Safe to repeat.</summary>
    /// <returns>The message's id.</returns>
    public Task<ConnectorAnswer<string>> UpdateAsync(
        ConversationReference reference, string activityId, OutgoingMessage message, CancellationToken cancellationToken) =>
        UpdateAsync(reference, activityId, _ => Task.FromResult(message), cancellationToken);

    /// <summary>As above, with what is newest when the update's turn has come. Of several that wait for the same message only the last is sent, and its
    /// answer is everybody's: an older one is never drawn over it.</summary>
    /// <param name="newest">Asked once at most.</param>
    public Task<ConnectorAnswer<string>> UpdateAsync(
        ConversationReference reference, string activityId, Func<CancellationToken, Task<OutgoingMessage>> newest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(newest);
        return _updates.RunAsync(reference, activityId, newest, async latest =>
        {
            var answer = await _queue.SendAsync(
                WriteIn(reference), async token => Update(reference, activityId, await latest(token)), ConnectorJson.Default.CreatedReply, cancellationToken);
            return answer.Map(created => new ConnectorAnswer<string>.Done(created?.Id ?? activityId));
        });
    }

    /// <returns>The message's id; <see cref="ConnectorAnswer{T}.Gone"/> when it was gone already.</returns>
    public async Task<ConnectorAnswer<string>> DeleteAsync(
        ConversationReference reference, string activityId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var call = new ConnectorCall("delete", HttpMethod.Delete, WriteIn(reference), reference.ServiceUrl, Activities(reference, activityId));
        var answer = await _queue.SendAsync(call, ConnectorJson.Default.CreatedReply, cancellationToken);
        return answer.Map(_ => new ConnectorAnswer<string>.Done(activityId));
    }

    /// <summary>Shows for a moment that the bot is busy.</summary>
    /// <returns>An empty text: nothing was posted that could be changed.</returns>
    public async Task<ConnectorAnswer<string>> TypeAsync(ConversationReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var typing = new OutgoingActivity { Type = "typing", From = new(reference.BotId), Conversation = new(reference.ConversationId) };
        var call = new ConnectorCall("typing", HttpMethod.Post, WriteIn(reference), reference.ServiceUrl, Activities(reference), typing.ToUtf8());
        return (await _queue.SendAsync(call, ConnectorJson.Default.CreatedReply, cancellationToken)).Map(_ => new ConnectorAnswer<string>.Done(""));
    }

    /// <summary>Says something that only one person sees: in the conversation, where <see cref="ConnectorOptions.TargetedMessages"/> allows it and Teams
    /// takes it, otherwise in her own chat. In a personal chat it is an ordinary message.</summary>
    /// <param name="memberId">"29:...", a member of the conversation.</param>
    /// <param name="memberTenant">Where her own chat lies.</param>
    /// <returns>Where it was said, and the message's id there.</returns>
    /// <remarks>Source: targeted messages, a public preview of 2026; channels, group chats and meetings only.</remarks>
    public async Task<ConnectorAnswer<SaidTo>> SendToOneAsync(
        ConversationReference reference, string memberId, string memberTenant, OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(message);
        if (reference.ConversationType == "personal")
        {
            return Said(reference, await SendAsync(reference, message, null, cancellationToken));
        }

        if (_mayTarget && Said(reference, await TargetAsync(reference, memberId, message, cancellationToken)) is var targeted && !MayBeSaidElsewhere(targeted))
        {
            return targeted;
        }

        var created = await CreatePersonalConversationAsync(reference.ServiceUrl, memberTenant, reference.BotId, memberId, cancellationToken);
        return created is ConnectorAnswer<ConversationReference>.Done { Value: var chat }
            ? Said(chat, await SendAsync(chat, message, null, cancellationToken))
            : created.Map<SaidTo>(_ => throw new InvalidOperationException("Only what is done has a value."));
    }

    private async Task<ConnectorAnswer<string>> TargetAsync(
        ConversationReference reference, string memberId, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var body = (Addressed(reference, message, null, null) with { Recipient = new(memberId, IsTargeted: true) }).ToUtf8();
        if (OutgoingActivity.Measure(body).IsTooLarge)
        {
            return new ConnectorAnswer<string>.TooLarge();
        }

        var call = new ConnectorCall("send-targeted", HttpMethod.Post, WriteIn(reference), reference.ServiceUrl, Activities(reference), body, "isTargetedActivity=true");
        return (await _queue.SendAsync(call, ConnectorJson.Default.CreatedReply, cancellationToken)).Map(created => NewId(created?.Id));
    }

    /// <summary>Teams certainly did not show it, and will not the next time either.</summary>
    private static bool MayBeSaidElsewhere(ConnectorAnswer<SaidTo> answer) =>
        answer is ConnectorAnswer<SaidTo>.Gone or ConnectorAnswer<SaidTo>.Blocked or ConnectorAnswer<SaidTo>.Failed { Transient: false, MayHaveHappened: false };

    private static ConnectorAnswer<SaidTo> Said(ConversationReference place, ConnectorAnswer<string> answer) =>
        answer.Map(id => new ConnectorAnswer<SaidTo>.Done(new SaidTo(place, id)));

    /// <returns>Null when the message is larger than Teams takes.</returns>
    private static ConnectorCall? Update(ConversationReference reference, string activityId, OutgoingMessage message)
    {
        var body = Addressed(reference, message, replyToId: null, activityId).ToUtf8();
        return OutgoingActivity.Measure(body).IsTooLarge
            ? null
            : new("update", HttpMethod.Put, WriteIn(reference), reference.ServiceUrl, Activities(reference, activityId), body);
    }

    private static OutgoingActivity Addressed(ConversationReference reference, OutgoingMessage message, string? replyToId, string? activityId) =>
        OutgoingActivity.Of(message) with
        {
            Id = activityId,
            From = new OutgoingId(reference.BotId),
            Conversation = new OutgoingId(reference.ConversationId),
            ReplyToId = replyToId,
        };

    private static CallPlace WriteIn(ConversationReference reference) => new(reference.TenantId, reference.ChannelOrChatId(), IsWrite: true);

    private static IReadOnlyList<string> Activities(ConversationReference reference, params ReadOnlySpan<string> more) =>
        ["v3", "conversations", reference.ConversationId, "activities", .. more];

    private static ConnectorAnswer<string> NewId(string? id) => string.IsNullOrEmpty(id)
        ? new ConnectorAnswer<string>.Failed(
            ConnectorCodes.Unreadable, "Teams took the message and gave no id for it.", Transient: false, MayHaveHappened: true)
        : new ConnectorAnswer<string>.Done(id);
}

/// <param name="Place">The conversation itself, or the person's own chat.</param>
public sealed record SaidTo(ConversationReference Place, string ActivityId);
