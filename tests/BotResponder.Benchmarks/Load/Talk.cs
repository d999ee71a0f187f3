using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Benchmarks.Load;

/// <summary>Writes activities to one bot as Teams does. Every message starts a thread of its own in one channel and has an id of its own.</summary>
internal sealed class Talk(Sink sink)
{
    public const string Channel = "19:benchmarks@thread.tacv2";

    /// <summary>Times the devices below: how many isolations one store can be asked for.</summary>
    public const int Responders = 40;

    private const string Tenant = Cast.ContosoId;

    /// <summary>ws-100 stands for two devices, ws-007 and ws-013 are special.</summary>
    private static readonly string[] Devices =
        [.. Enumerable.Range(1, 400).Where(number => number is not (7 or 13 or 100)).Select(number => $"ws-{number.ToString("D3", CultureInfo.InvariantCulture)}")];

    private int _pair = -1;

    public static MediaTypeHeaderValue Json { get; } = new("application/json") { CharSet = "utf-8" };

    public static Guid Responder(int number) => new(number + 1, 0xbe, 0xbe, 0x8a, 0, 0, 0, 0, 0, 0, 1);

    public Spoken Help() => Say("help", Responder(0));

    public Spoken Isolate()
    {
        // The same ask again, while the first one is open, would be answered with a sentence in place of cards.
        var pair = Interlocked.Increment(ref _pair);
        if (pair >= Devices.Length * Responders)
        {
            throw new InvalidOperationException($"A store can be asked for {Devices.Length * Responders} isolations, and this was one more.");
        }

        return Say($"isolate {Devices[pair % Devices.Length]} because ransomware note on the desktop", Responder(pair / Devices.Length));
    }

    /// <summary>One request for devices <c>extra-0001</c> and on.</summary>
    public Spoken IsolateMany(int devices)
    {
        var names = string.Join(", ", Enumerable.Range(1, devices).Select(number => $"extra-{number.ToString("D4", CultureInfo.InvariantCulture)}"));
        return Say($"isolate {names} because ransomware note on the desktop", Responder(0));
    }

    /// <param name="rest">Between the alert and the reason.</param>
    public Spoken Hide(string alert, string rest) => Say($"hide {alert} {rest} because our own installer", Responder(0));

    /// <summary>Said by somebody who may not: refused, and written down.</summary>
    /// <param name="stranger">Which of them.</param>
    public Spoken Refused(int stranger) => Say($"isolate {Devices[stranger % Devices.Length]} because ransomware note on the desktop", new(stranger + 1, 0xbad, 0xbe, 0x8a, 0, 0, 0, 0, 0, 0, 1));

    /// <summary>The approver taps on the card of a request in the channel.</summary>
    public Spoken Approve(long thread, string request)
    {
        var id = sink.NextThread();
        return new("approve", id, Encoding.UTF8.GetBytes(Envelope("invoke", $"f:{id}", thread, Guid.Parse(Cast.Bo.ObjectId), $$$"""
            "name":"adaptiveCard/action","replyToId":"{{{thread}}}",
            "value":{"action":{"type":"Action.Execute","title":"Approve","verb":"approve","data":{"request":"{{{request}}}","comment":"go"}},"trigger":"manual"}
            """)));
    }

    private Spoken Say(string text, Guid person)
    {
        var id = sink.NextThread();
        return new(text, id, Encoding.UTF8.GetBytes(Envelope("message", id.ToString(CultureInfo.InvariantCulture), id, person, $$"""
            "text":"<at>{{Cast.BotName}}</at> {{text}}","textFormat":"plain",
            "attachments":[{"contentType":"text/html","content":"<div><span>{{Cast.BotName}}</span> {{text}}</div>"}],
            "entities":[{"type":"mention","mentioned":{"id":"{{Cast.BotTeamsId}}","name":"{{Cast.BotName}}"},"text":"<at>{{Cast.BotName}}</at>"},
              {"type":"clientInfo","locale":"en-GB","country":"GB","platform":"Web","timezone":"Europe/London"}]
            """)));
    }

    private string Envelope(string type, string id, long thread, Guid person, string rest) => $$"""
        {"type":"{{type}}","id":"{{id}}","timestamp":"2026-01-05T08:15:30.1234567Z","localTimestamp":"2026-01-05T08:15:30.1234567+00:00",
        "localTimezone":"Europe/London","locale":"en-GB","channelId":"msteams","serviceUrl":"{{sink.ServiceUrl}}",
        "from":{"id":"29:1{{person:n}}","name":"Ann Olsen","aadObjectId":"{{person}}","role":"user","tenantId":"{{Tenant}}"},
        "recipient":{"id":"{{Cast.BotTeamsId}}","name":"{{Cast.BotName}}"},
        "conversation":{"id":"{{Channel}};messageid={{thread}}","conversationType":"channel","tenantId":"{{Tenant}}","isGroup":true,"name":"SOC"},
        "channelData":{"tenant":{"id":"{{Tenant}}"},"team":{"id":"19:team@thread.tacv2","name":"SOC"},"channel":{"id":"{{Channel}}","name":"SOC"},"teamsChannelId":"{{Channel}}"},
        {{rest}}}
        """;
}

/// <param name="Text">What is said, for people.</param>
/// <param name="Id">Unique; for messages the activity's id and its thread's.</param>
/// <param name="Body">The activity in JSON.</param>
internal sealed record Spoken(string Text, long Id, byte[] Body);
