using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>Send, reply, update, delete, react: <c>/v3/conversations/{cid}/activities</c>.</summary>
internal sealed class ActivityEndpoints(ConnectorGate gate, TeamsRooms rooms, TimeProvider time)
{
    private static readonly ApiAnswer NoActivity = ApiAnswer.Refuse(
        StatusCodes.Status404NotFound, "ActivityNotFoundInConversation", "The activity was not found in the conversation.");

    public void Map(IEndpointRouteBuilder app)
    {
        const string Activities = "/teams/{tenantId}/v3/conversations/{cid}/activities";
        app.MapPost(Activities, gate.Guard((ConnectorCall call) => Send(call, call.ThreadId)));
        app.MapPost($"{Activities}/{{aid}}", gate.Guard(Reply));
        app.MapPut($"{Activities}/{{aid}}", gate.Guard(Update));
        app.MapDelete($"{Activities}/{{aid}}", gate.Guard(Delete));
        app.MapPut($"{Activities}/{{aid}}/reactions/{{type}}", gate.Guard((ConnectorCall call) => React(call, added: true)));
        app.MapDelete($"{Activities}/{{aid}}/reactions/{{type}}", gate.Guard((ConnectorCall call) => React(call, added: false)));
    }

    /// <summary>Stores a message of the bot.</summary>
    /// <returns>Null when it became two messages and so has no usable id.</returns>
    /// <param name="reader">The only one who sees it; null for everybody.</param>
    public static TeamsMessage? Post(
        TeamsRooms rooms, TeamsConversation conversation, string? threadId, OutboundActivity activity, CastMember? reader = null)
    {
        if (!activity.IsMixed)
        {
            return Store(activity);
        }

        Store(activity with { Card = null });
        Store(activity with { Text = null });
        return null;

        TeamsMessage Store(OutboundActivity part) => rooms.Post(conversation, threadId, message => message with
        {
            Text = part.Text,
            Card = part.Card,
            Summary = part.Summary,
            Reader = reader,
        });
    }

    private static JsonObject IdOf(TeamsMessage? message) => message is null ? [] : new JsonObject { ["id"] = message.Id };


    private ApiAnswer Reply(ConnectorCall call)
    {
        // A chat has no threads, so it does not matter there what is answered; bots on botbuilder name the chat itself.
        if (call.Conversation.Team is null)
        {
            return Send(call, threadId: null);
        }

        var parent = rooms.Message(call.Conversation, call.Api.Route("aid"));
        return parent is null or { Deleted: true } ? NoActivity : Send(call, parent.ThreadId);
    }

    private ApiAnswer Send(ConnectorCall call, string? threadId)
    {
        if (Read(call, out var reader, out var refused) is not { } activity)
        {
            return refused!;
        }

        return activity.Type == "typing"
            ? new(StatusCodes.Status202Accepted, new JsonObject())
            : ApiAnswer.Created(IdOf(Post(rooms, call.Conversation, threadId, activity, reader)));
    }

    /// <returns>The activity of the body, or null and the refusal.</returns>
    private static OutboundActivity? Read(ConnectorCall call, out CastMember? reader, out ApiAnswer? refused)
    {
        reader = null;
        return OutboundActivity.Parse(call.Api.Body, out refused) is { } json
            && OutboundActivity.Read(json, out refused) is { } activity
            && (refused = TargetedMessages.Check(call, activity, out reader)) is null
                ? activity
                : null;
    }

    private ApiAnswer Update(ConnectorCall call)
    {
        if (Read(call, out _, out var refused) is not { } activity)
        {
            return refused!;
        }

        return ChangeOwn(call, message => message with
        {
            Text = activity.Text,
            Card = activity.Card,
            Summary = activity.Summary,
            EditedAt = time.GetUtcNow(),
            Views = ImmutableDictionary<string, PersonalView>.Empty,
        }) ?? ApiAnswer.Ok(new JsonObject { ["id"] = call.Api.Route("aid") });
    }

    private ApiAnswer Delete(ConnectorCall call) =>
        ChangeOwn(call, message => message with { Deleted = true }) ?? ApiAnswer.Ok(new JsonObject());

    private ApiAnswer React(ConnectorCall call, bool added)
    {
        var mine = new Reaction(call.Api.Route("type"), null);
        return rooms.Change(call.Conversation, call.Api.Route("aid"), message => message with
        {
            Reactions = added ? message.Reactions.Remove(mine).Add(mine) : message.Reactions.Remove(mine),
        }) ? ApiAnswer.Ok(new JsonObject()) : NoActivity;
    }

    /// <returns>Null when it was done.</returns>
    private ApiAnswer? ChangeOwn(ConnectorCall call, Func<TeamsMessage, TeamsMessage> change)
    {
        var id = call.Api.Route("aid");
        var message = rooms.Message(call.Conversation, id);
        if (message is not null && message.Reader is not null != TargetedMessages.IsAsked(call))
        {
            return NoActivity;
        }

        if (message is { Author: not null })
        {
            return ApiAnswer.Refuse(StatusCodes.Status403Forbidden, "NotEnoughPermissions", "The message belongs to somebody else.");
        }

        return rooms.Change(call.Conversation, id, change) ? null : NoActivity;
    }
}
