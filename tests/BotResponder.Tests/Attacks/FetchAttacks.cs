using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace BotResponder.Tests.Attacks;

/// <summary>Attack 8: an activity is full of addresses, and the bot calls none of them.</summary>
public sealed class FetchAttacks(AttackedBot bot) : IClassFixture<AttackedBot>
{
    /// <summary>TRAP is a listener of ours, NAME a name that nobody else looks up.</summary>
    public static TheoryData<string> Addresses =>
    [
        "http://TRAP/file.txt", "https://TRAP/file.txt", "http://user:pass@TRAP/", "//TRAP/x", "http://NAME/", "https://NAME/redirect?to=http://169.254.169.254/",
        "http://169.254.169.254/metadata/instance?api-version=2021-02-01", "http://169.254.169.254/metadata/identity/oauth2/token", "http://[::ffff:a9fe:a9fe]/",
        "http://2852039166/", "http://0xa9fea9fe/", "http://NAME.nip.io/", "ftp://NAME/x", "file://NAME/share", "\\\\NAME\\share",
    ];

    [Theory]
    [Trait("Attack", "8")]
    [MemberData(nameof(Addresses))]
    public async Task Attack08_ActivityFullOfAddresses_NoneIsCalled(string address)
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        var name = $"canary-{Guid.NewGuid():n}.example";
        var url = address.Replace("TRAP", trap.LocalEndpoint.ToString(), StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);
        using var doors = new OpenedDoors();

        // A service host that no connection was opened to before.
        await using var other = await PretendTeams.StartAsync();
        var message = Full(url);
        message["serviceUrl"] = other.ServiceUrl;

        Assert.Equal(HttpStatusCode.Accepted, (await bot.PostAsync(message)).Status);
        await AttackedBot.UntilAsync(() => other.Said.Count > 0);
        var invoke = Full(url);
        invoke["type"] = "invoke";
        invoke["name"] = "adaptiveCard/action";
        Assert.Equal(HttpStatusCode.OK, (await bot.PostAsync(invoke)).Status);

        Assert.True(doors.HasConnectedTo(new Uri(other.ServiceUrl).Port), "The recording sees the one call that is right.");
        Assert.False(trap.Pending());
        Assert.False(doors.HasSeen(name));
        Assert.False(doors.HasSeen("169.254.169.254"));
    }

    private JsonObject Full(string url)
    {
        var activity = bot.Message(AttackedBot.Ann, $"whoami <img src=\"{url}\"> [x]({url}) {url}");
        activity["attachments"] = new JsonArray(
            File("application/vnd.microsoft.teams.file.download.info", url, new JsonObject { ["downloadUrl"] = url, ["uniqueId"] = "1", ["fileType"] = "txt" }),
            File("image/png", url, null),
            File("text/html", null, $"<img src=\"{url}\"><a href=\"{url}\">x</a>"),
            File("application/vnd.microsoft.card.adaptive", null, new JsonObject { ["type"] = "AdaptiveCard", ["body"] = new JsonArray(new JsonObject { ["type"] = "Image", ["url"] = url }) }),
            File("reference", url, null));
        activity["from"]!["iconUrl"] = url;
        activity["entities"] = new JsonArray(new JsonObject { ["type"] = "https://schema.org/Message", ["citation"] = url, ["@id"] = url });
        activity["channelData"]!["onBehalfOf"] = url;
        activity["relatesTo"] = new JsonObject { ["serviceUrl"] = url };
        activity["value"] = new JsonObject
        {
            ["url"] = url,
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "approve", ["url"] = url, ["data"] = new JsonObject { ["request"] = url, ["comment"] = url } },
        };
        return activity;
    }

    private static JsonObject File(string type, string? url, JsonNode? content) => new()
    {
        ["contentType"] = type,
        ["contentUrl"] = url,
        ["thumbnailUrl"] = url,
        ["name"] = url,
        ["content"] = content,
    };
}
