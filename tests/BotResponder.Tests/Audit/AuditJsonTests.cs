using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Audit;
using BotResponder.Core.People;
using BotResponder.Core.Requests;
using BotResponder.Tests.Samples;

namespace BotResponder.Tests.Audit;

/// <summary>What is hashed is the text of an entry: written, read and written again, it must be the same.</summary>
public sealed class AuditJsonTests
{
    /// <summary>Quotes, markup, bidi, NUL, emoji, a lone surrogate, line separators, an escape that is none.</summary>
    public const string Hostile = "\"'<script>\\u0041\u202E\0\uD83D\uDE00\uD83D\u2028\r\n\t~/\\#?`|**x**é";

    private static readonly Person Mallory = new(new(Cast.ProviderTenant, "mallory"), Hostile);

    public static TheoryData<string> EveryEvent => [.. typeof(RequestEvent).GetNestedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(RequestEvent))).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(EveryEvent))]
    public void Entry_OfEveryEventWithHostileText_IsTheSameTextWhenReadAndWrittenAgain(string name)
    {
        var sealedEntry = Seal(Event(name));

        var written = Write(sealedEntry);
        var read = JsonSerializer.Deserialize(written, AuditJson.Default.SealedEntry)!;

        Assert.Equal(name, read.Entry.Fact.Change!.GetType().Name);
        Assert.Equal(written, Write(read));
        Assert.Null(new House().Chain.Check(ChainHead.Empty, read));
    }

    [Fact]
    public void Entry_WithoutAnythingOptional_HoldsNoNulls()
    {
        var written = Write(new House().Chain.Seal(ChainHead.Empty, new("test", Cast.Ann, "Said nothing"), House.Morning));

        Assert.DoesNotContain("null", written, StringComparison.Ordinal);
        Assert.DoesNotContain(" \"", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_ItsText_IsCanonical()
    {
        var entry = new AuditEntry(1, House.Morning, new("test", Cast.Ann, "Said <nothing>") { Problem = "conflict", Code = new("R-01234") }, "");

        // Changing this text breaks the seal of every line that was ever written.
        Assert.Equal(
            """{"sequence":1,"at":"2026-03-02T08:00:00+00:00","fact":{"kind":"test","actor":{"id":{"tenant":"11111111-1111-1111-1111-111111111111","objectId":"ann-object-id"},"name":"ann"},"sentence":"Said \u003Cnothing\u003E","code":"R-01234","problem":"conflict"},"previous":""}""",
            JsonSerializer.Serialize(entry, AuditJson.Default.AuditEntry));
    }

    [Fact]
    public void Request_Stored_DoesNotRepeatItself()
    {
        var text = Wishes.Approved().Text();

        Assert.DoesNotContain("\"approvals\":", text, StringComparison.Ordinal);
    }

    private static SealedEntry Seal(RequestEvent change) => new House().Chain.Seal(ChainHead.Empty, new("test", Mallory, Hostile)
    {
        Request = new("abcdefgh.0"),
        Code = new("R-01234"),
        Action = new("device.isolate"),
        Target = new("device", Hostile, Hostile),
        Problem = Hostile,
        Activity = Hostile,
        Change = change,
    }, House.Morning.AddTicks(1234567));

    private static RequestEvent Event(string name) => name switch
    {
        nameof(RequestEvent.Submitted) => new RequestEvent.Submitted(Wishes.Pending() with
        {
            Reason = Hostile,
            Requester = Mallory,
            Consequences = [Hostile],
            Operations =
            [
                new()
                {
                    Parameters = new(Hostile),
                    Preview = Isolation.Preview(new("device", Hostile, Hostile)) with { Warnings = [Hostile], PortalLink = new("https://security.microsoft.com/x?a=%20\u00E9") },
                },
            ],
            Undoes = new(new("abcdefgh.1"), new("R-11111")),
        }),
        nameof(RequestEvent.Reviewed) => new RequestEvent.Reviewed(new(Mallory, true, Hostile, House.Morning)),
        nameof(RequestEvent.Withdrawn) => new RequestEvent.Withdrawn(Mallory),
        nameof(RequestEvent.Lapsed) => new RequestEvent.Lapsed(),
        nameof(RequestEvent.Queued) => new RequestEvent.Queued(0, new(Hostile)),
        nameof(RequestEvent.Dispatching) => new RequestEvent.Dispatching(0),
        nameof(RequestEvent.Postponed) => new RequestEvent.Postponed(0, Hostile),
        nameof(RequestEvent.Accepted) => new RequestEvent.Accepted(0, new(Hostile)),
        nameof(RequestEvent.Progressed) => new RequestEvent.Progressed(0, Hostile),
        nameof(RequestEvent.HandedBack) => new RequestEvent.HandedBack(0, Mallory),
        nameof(RequestEvent.Ended) => new RequestEvent.Ended(0, new(OutcomeKind.Unknown, Hostile)),
        nameof(RequestEvent.UndoAsked) => new RequestEvent.UndoAsked(new(new("abcdefgh.2"), new("R-22222"))),
        nameof(RequestEvent.Extended) => new RequestEvent.Extended(new(new("abcdefgh.3"), new("R-33333")), House.Morning),
        nameof(RequestEvent.Reminded) => new RequestEvent.Reminded(),
        nameof(RequestEvent.LeaseEnded) => new RequestEvent.LeaseEnded(Hostile),
        nameof(RequestEvent.UndoneOutside) => new RequestEvent.UndoneOutside(0, Hostile, Hostile),
        nameof(RequestEvent.GlassReviewed) => new RequestEvent.GlassReviewed(new(new(new("tenant", "cid"), Hostile), IsRight: false, Hostile, DateTimeOffset.UnixEpoch)),
        _ => throw new InvalidOperationException($"No sample of {name}: add one."),
    };

    private static string Write(SealedEntry entry) => JsonSerializer.Serialize(entry, AuditJson.Default.SealedEntry);
}
