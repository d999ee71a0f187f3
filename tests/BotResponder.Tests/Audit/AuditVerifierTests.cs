using System.Text.Json;
using BotResponder.Core.Audit;
using BotResponder.Core.Ledgers;
using BotResponder.Tests.Ledgers;
using BotResponder.Tests.Samples;
using Microsoft.Extensions.Options;

namespace BotResponder.Tests.Audit;

/// <summary>Somebody can write the table but does not hold the key. Contoso's trail is tampered with; Fabrikam's stands beside it as the control.</summary>
public sealed class AuditVerifierTests : IAsyncLifetime
{
    private readonly House _house = new();

    public async ValueTask InitializeAsync()
    {
        for (var line = 0; line < 10; line++)
        {
            await _house.CountAsync(Cast.Contoso);
            await _house.CountAsync(Cast.Fabrikam);
        }
    }

    public async ValueTask DisposeAsync()
    {
        var control = await _house.Verifier.VerifyAsync(Cast.Fabrikam, CancellationToken.None);
        Assert.Equal(new AuditVerdict(10, null, null), control);
    }

    [Fact]
    public async Task VerifyAsync_Untouched_IsIntact() => Assert.Equal(new AuditVerdict(10, null, null), await VerifyAsync());

    [Theory]
    [InlineData("Counted to 4", "Counted to 9")]
    [InlineData("\"ann\"", "\"eve\"")]
    [InlineData("2026-03-02", "2026-03-01")]
    [InlineData("\"hash\":\"", "\"hash\":\"00")]
    [InlineData("\"hash\":\"", "\"hash\":\"xyz")]
    [InlineData("\"kind\":\"test.counted\"", "\"kind\":\"test.counted\",\"problem\":\"not-allowed\"")]
    public async Task VerifyAsync_LineEdited_NamesIt(string old, string changed)
    {
        var body = await BodyAsync(4);
        Assert.Contains(old, body, StringComparison.Ordinal);

        await _house.TamperAsync(LedgerRows.Audit(4), body.Replace(old, changed, StringComparison.Ordinal));

        Assert.Equal(new AuditVerdict(3, 4, "its content was changed"), await VerifyAsync());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"entry":null,"hash":""}""")]
    [InlineData("""{"entry":{"sequence":4,"at":"2026-03-02T08:00:00Z","fact":{"kind":"k","actor":{"id":{"tenant":"t","objectId":"o"},"name":"n"},"sentence":"s","change":{}},"previous":""},"hash":""}""")]
    public async Task VerifyAsync_LineUnreadable_NamesIt(string body)
    {
        await _house.TamperAsync(LedgerRows.Audit(4), body);

        Assert.Equal(new AuditVerdict(3, 4, "it cannot be read"), await VerifyAsync());
    }

    [Fact]
    public async Task VerifyAsync_LineDeleted_NamesIt()
    {
        await _house.TamperAsync(LedgerRows.Audit(4), null);

        Assert.Equal(new AuditVerdict(3, 4, "line 4 is missing"), await VerifyAsync());
    }

    [Fact]
    public async Task VerifyAsync_LineInserted_NamesThePlace()
    {
        await _house.TamperAsync(LedgerRows.Audit(4) + "x", await BodyAsync(4));

        Assert.Equal(5, (await VerifyAsync()).FirstBad);
    }

    [Fact]
    public async Task VerifyAsync_LinesSwapped_NamesTheFirst()
    {
        var (fourth, fifth) = (await BodyAsync(4), await BodyAsync(5));

        await _house.TamperAsync(LedgerRows.Audit(4), fifth);
        await _house.TamperAsync(LedgerRows.Audit(5), fourth);

        Assert.Equal(4, (await VerifyAsync()).FirstBad);
    }

    [Fact]
    public async Task VerifyAsync_LineOfAnotherCustomer_IsFound()
    {
        var foreign = (await _house.RowAsync(LedgerRows.Audit(4), Cast.Fabrikam))!.Body;
        await _house.CountAsync(Cast.Contoso);

        await _house.TamperAsync(LedgerRows.Audit(11), foreign);

        Assert.Equal(11, (await VerifyAsync()).FirstBad);
    }

    [Fact]
    public async Task VerifyAsync_TailCutAndHeadMovedBackWithoutTheKey_IsFound()
    {
        await CutToAsync(7, seal: "00");

        Assert.Equal(new AuditVerdict(7, 7, "the head was written without the key: lines behind it may be gone"), await VerifyAsync());
    }

    [Fact]
    public async Task VerifyAsync_TailCutAndTheBotGoesOn_IsStillFound()
    {
        await CutToAsync(7, seal: "");

        await new House(_house.Records, null).CountAsync();

        var verdict = await VerifyAsync();
        Assert.Equal((8, 8), (verdict.Verified, verdict.FirstBad));
    }

    [Fact]
    public async Task VerifyAsync_OldHeadPutBackOverNewerLines_IsFoundAndNoLineIsWrittenOver()
    {
        var old = (await _house.RowAsync(LedgerRows.Head))!.Body;
        await _house.CountAsync();
        var newest = await BodyAsync(11);

        await _house.TamperAsync(LedgerRows.Head, old);

        Assert.Equal(new AuditVerdict(10, 11, "it stands behind the head"), await VerifyAsync());
        await Assert.ThrowsAsync<LedgerBusyException>(() => new House(_house.Records, null).CountAsync());
        Assert.Equal(newest, await BodyAsync(11));
    }

    [Theory]
    [InlineData(null, "it stands behind the head", 1)]
    [InlineData("null", "the head cannot be read", 0)]
    [InlineData("""{"head":{"sequence":10,"hash":"00"},"seal":"00"}""", "the head does not belong to it", 10)]
    [InlineData("""{"head":{"sequence":11,"hash":"00"},"seal":"00"}""", "line 11 is missing", 11)]
    public async Task VerifyAsync_HeadTamperedWith_IsFound(string? head, string fault, long firstBad)
    {
        await _house.TamperAsync(LedgerRows.Head, head);

        var verdict = await VerifyAsync();

        Assert.Equal((fault, firstBad), (verdict.Fault, verdict.FirstBad));
    }

    [Fact]
    public async Task VerifyAsync_WithAnotherKey_FailsAtTheFirstLine()
    {
        var keys = new LedgerKeys(Options.Create(new LedgerOptions { Key = Convert.ToBase64String(new byte[32]) }));
        var stranger = new AuditVerifier(_house.Trail, new(keys));

        Assert.Equal(1, (await stranger.VerifyAsync(Cast.Contoso, TestContext.Current.CancellationToken)).FirstBad);
    }

    private async Task CutToAsync(long last, string seal)
    {
        var line = JsonSerializer.Deserialize(await BodyAsync(last), AuditJson.Default.SealedEntry)!;
        for (var gone = last + 1; gone <= 10; gone++)
        {
            await _house.TamperAsync(LedgerRows.Audit(gone), null);
        }

        await _house.TamperAsync(LedgerRows.Head, JsonSerializer.Serialize(new(new(last, line.Hash), seal), AuditJson.Default.SealedHead));
    }

    private async Task<string> BodyAsync(long sequence) => (await _house.RowAsync(LedgerRows.Audit(sequence)))!.Body;

    private Task<AuditVerdict> VerifyAsync() => _house.Verifier.VerifyAsync(Cast.Contoso, TestContext.Current.CancellationToken);
}
