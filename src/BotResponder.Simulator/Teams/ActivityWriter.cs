using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>Writes the activities that Teams sends to a bot, with every field of the envelope.</summary>
internal sealed class ActivityWriter(TimeProvider time)
{
    /// <summary>Where the connector of the pretend Microsoft is; known when it has started.</summary>
    public Uri? Root { get; set; }

    public string ServiceUrl(string tenantId) => new Uri(Root!, $"/teams/{tenantId}/").AbsoluteUri;

    public JsonObject Envelope(string type, string id, CastMember person, TeamsConversation conversation, string? threadId)
    {
        var now = time.GetUtcNow();
        return new()
        {
            ["type"] = type,
            ["id"] = id,
            ["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
            ["localTimestamp"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture),
            ["localTimezone"] = "Europe/London",
            ["locale"] = "en-GB",
            ["channelId"] = "msteams",
            ["serviceUrl"] = ServiceUrl(conversation.TenantId),
            ["from"] = From(person),
            ["recipient"] = new JsonObject { ["id"] = Cast.BotTeamsId, ["name"] = Cast.BotName },
            ["conversation"] = Conversation(conversation, threadId),
            ["entities"] = new JsonArray(new JsonObject
            {
                ["type"] = "clientInfo",
                ["locale"] = "en-GB",
                ["country"] = "GB",
                ["platform"] = "Web",
                ["timezone"] = "Europe/London",
            }),
            ["channelData"] = ChannelData(conversation),
        };
    }

    /// <summary>Adds text, and the mention of the bot in front of it.</summary>
    public static void AddText(JsonObject activity, string text, bool mentionBot)
    {
        var mention = $"<at>{WebUtility.HtmlEncode(Cast.BotName)}</at>";
        activity["text"] = mentionBot ? $"{mention} {text}" : text;
        activity["textFormat"] = "plain";
        var span = mentionBot ? $"<span itemscope itemtype=\"http://schema.skype.com/Mention\" itemid=\"0\">{Cast.BotName}</span>&nbsp;" : "";
        activity["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "text/html",
            ["content"] = $"<div>{span}{WebUtility.HtmlEncode(text)}</div>",
        });
        if (mentionBot)
        {
            activity["entities"]!.AsArray().Add(new JsonObject
            {
                ["type"] = "mention",
                ["mentioned"] = new JsonObject { ["id"] = Cast.BotTeamsId, ["name"] = Cast.BotName },
                ["text"] = mention,
            });
        }
    }

    /// <param name="action">The card's own element.</param>
    /// <param name="data">Authored data and inputs, merged.</param>
    public static void AddInvoke(JsonObject activity, JsonObject action, JsonNode? data, string trigger)
    {
        var sent = new JsonObject { ["type"] = "Action.Execute" };
        foreach (var name in new[] { "id", "title", "verb" })
        {
            if (action[name] is { } value)
            {
                sent[name] = value.DeepClone();
            }
        }

        sent["data"] = data ?? new JsonObject();
        activity["name"] = "adaptiveCard/action";
        activity["value"] = new JsonObject { ["action"] = sent, ["trigger"] = trigger };
    }

    private static JsonObject From(CastMember person) => new()
    {
        ["id"] = person.Mri,
        ["name"] = person.Name,
        ["aadObjectId"] = person.ObjectId,
        ["role"] = "user",
        ["tenantId"] = person.TenantId,
    };

    private static JsonObject Conversation(TeamsConversation conversation, string? threadId)
    {
        var json = new JsonObject
        {
            ["id"] = TeamsRooms.InThread(conversation, threadId),
            ["conversationType"] = conversation.Type,
            ["tenantId"] = conversation.TenantId,
        };
        if (!conversation.IsPersonal)
        {
            json["isGroup"] = true;
            json["name"] = conversation.Name;
        }

        return json;
    }

    private static JsonObject ChannelData(TeamsConversation conversation)
    {
        var data = new JsonObject { ["tenant"] = new JsonObject { ["id"] = conversation.TenantId } };
        if (conversation.Team is { } team)
        {
            data["team"] = new JsonObject
            {
                ["id"] = team.Id,
                ["name"] = team.Name,
                ["aadGroupId"] = team.GroupId,
                ["tenantId"] = team.TenantId,
            };
            data["channel"] = new JsonObject { ["id"] = conversation.Id, ["name"] = conversation.Name, ["type"] = conversation.ChannelType };
            data["teamsTeamId"] = team.Id;
            data["teamsChannelId"] = conversation.Id;
        }

        return data;
    }
}
