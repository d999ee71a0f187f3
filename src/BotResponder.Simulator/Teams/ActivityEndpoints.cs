using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Teams;

/// <summary>Send, reply, update, delete: <c>/v3/conversations/{cid}/activities</c>.</summary>
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
    }

    /// <summary>Stores a message of the bot.</summary>
    /// <returns>Null when it became two messages and so has no usable id.</returns>
    public static TeamsMessage? Post(TeamsRooms rooms, TeamsConversation conversation, string? threadId, OutboundActivity activity)
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
        });
    }

    private ApiAnswer Reply(ConnectorCall call)
    {
        var parent = rooms.Message(call.Conversation, call.Api.Route("aid"));
        return parent is null or { Deleted: true } ? NoActivity : Send(call, parent.ThreadId);
    }

    private ApiAnswer Send(ConnectorCall call, string? threadId)
    {
        if (OutboundActivity.Parse(call.Api.Body, out var refused) is not { } json
            || OutboundActivity.Read(json, out refused) is not { } activity)
        {
            return refused!;
        }

        return activity.Type == "typing"
            ? new(StatusCodes.Status202Accepted, new JsonObject())
            : ApiAnswer.Created(IdOf(Post(rooms, call.Conversation, threadId, activity)));
    }

    private ApiAnswer Update(ConnectorCall call)
    {
        if (OutboundActivity.Parse(call.Api.Body, out var refused) is not { } json
            || OutboundActivity.Read(json, out refused) is not { } activity)
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

    /// <returns>Null when it was done.</returns>
    private ApiAnswer? ChangeOwn(ConnectorCall call, Func<TeamsMessage, TeamsMessage> change)
    {
        var id = call.Api.Route("aid");
        if (rooms.Message(call.Conversation, id) is { Author: not null })
        {
            return ApiAnswer.Refuse(StatusCodes.Status403Forbidden, "NotEnoughPermissions", "The message belongs to somebody else.");
        }

        return rooms.Change(call.Conversation, id, change) ? null : NoActivity;
    }

    private static JsonObject IdOf(TeamsMessage? message) => message is null ? [] : new JsonObject { ["id"] = message.Id };
}
