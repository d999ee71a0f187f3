using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary><c>POST /v3/conversations</c>: a chat with one person, or a thread in a channel. Group chats cannot be created.</summary>
internal sealed class CreateEndpoint(ConnectorGate gate, TeamsRooms rooms)
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/teams/{tenantId}/v3/conversations", gate.Guard((ApiCall call) => Create(call)));

    private ApiAnswer Create(ApiCall call)
    {
        if (OutboundActivity.Parse(call.Body, out var refused) is not { } json)
        {
            return refused!;
        }

        OutboundActivity? first = null;
        if (json["activity"] is JsonObject activity && (first = OutboundActivity.Read(activity, out refused)) is null)
        {
            return refused!;
        }

        var tenantId = Text(json, "tenantId") ?? Text(json["channelData"]?["tenant"], "id");
        var channelId = Text(json["channelData"]?["channel"], "id");
        var botId = Text(json["bot"], "id") ?? Cast.BotTeamsId;
        var isGroup = json["isGroup"] is JsonValue value && value.TryGetValue<bool>(out var group) && group;
        if (botId != Cast.BotTeamsId)
        {
            return Incorrect();
        }

        // A channel says whose it is, and bots on botbuilder name no tenant for it; for a person it must be named.
        return (isGroup, channelId, json["members"] as JsonArray) switch
        {
            (true, { } channel, _) when first is not null => Thread(call, channel, first),
            (false, null, [var only]) when tenantId is not null => Chat(call, tenantId, Text(only, "id"), first),
            _ => Incorrect(),
        };
    }

    private ApiAnswer Thread(ApiCall call, string channelId, OutboundActivity first)
    {
        if (rooms.Find(channelId, out _) is not { Team: not null } channel || channel.TenantId != call.Tenant.Id)
        {
            return ConnectorGate.NoConversation;
        }

        if (!rooms.IsInstalled(channel))
        {
            return ConnectorGate.NotInRoster;
        }

        if (gate.Throttle.Write(channel) is { } wait)
        {
            return wait;
        }

        return ActivityEndpoints.Post(rooms, channel, null, first) is { } message
            ? ApiAnswer.Created(new JsonObject { ["id"] = TeamsRooms.InThread(channel, message.Id), ["activityId"] = message.Id })
            : ApiAnswer.Created(new JsonObject { ["id"] = channel.Id });
    }

    private ApiAnswer Chat(ApiCall call, string tenantId, string? mri, OutboundActivity? first)
    {
        var person = rooms.People.FirstOrDefault(person => person.Mri == mri);
        if (person is null || person.TenantId != call.Tenant.Id || !tenantId.Equals(call.Tenant.Id, StringComparison.OrdinalIgnoreCase))
        {
            return ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "BadArgument", "Failed to decrypt pairwise id");
        }

        if (!rooms.IsReachable(person))
        {
            return ConnectorGate.NotInRoster;
        }

        var chat = rooms.PersonalChat(person);
        if (gate.Throttle.Write(chat) is { } wait)
        {
            return wait;
        }

        rooms.Install(chat, installed: true);
        if (first is not null)
        {
            ActivityEndpoints.Post(rooms, chat, null, first);
        }

        return ApiAnswer.Created(new JsonObject { ["id"] = chat.Id });
    }

    private static ApiAnswer Incorrect() => OutboundActivity.BadSyntax("Incorrect conversation creation parameters");

    private static string? Text(JsonNode? json, string name) =>
        (json as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
