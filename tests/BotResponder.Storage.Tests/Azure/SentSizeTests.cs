using System.Text;
using Azure;
using BotResponder.Core.Records;
using BotResponder.Storage.Azure;
using CsCheck;

namespace BotResponder.Storage.Tests.Azure;

/// <summary>What the emulator does not hold anybody to: a transaction of at most 4 MiB as it is sent. Measured on what the SDK really sends.</summary>
public sealed class SentSizeTests
{
    /// <summary>Well-formed text of one kind or mixed: plain, JSON with its quotation marks, other alphabets, emoji, control characters.</summary>
    private static readonly Gen<string> s_text = Gen.OneOf(
            Gen.Const("plain "), Gen.Const("\"name\":\"value\","), Gen.Const("приве́т"), Gen.Const("漢字"), Gen.Const("🦊"), Gen.Const("\u0001\n\\<>&'+`"))
        .Array[0, 60].Select(string.Concat);

    private static readonly Gen<string> s_key = Gen.Char[" !\"$%&'()*+,-.0Aa~|<>"].Array[1, 40].Select(characters => new string(characters));

    [Fact]
    public async Task Of_AnyCommit_IsAtLeastWhatIsSentAndNotMuchMore()
    {
        await Gen.Select(s_key, s_key.Array[1, 12], s_text).SampleAsync(async (partition, rows, text) =>
        {
            RecordWrite[] writes = [.. rows.Distinct(StringComparer.Ordinal).Select((row, place) => Write(new RecordKey(partition, row), text, place))];

            var sent = await SentAsync(writes);

            Assert.InRange(SentSize.Of(writes, BodyOf), sent, (sent * 6) + (2000L * writes.Length));
        });
    }

    [Theory]
    [InlineData("x", 7)]
    [InlineData("\"", 2)]
    [InlineData("я", 2)]
    [InlineData("🦊", 2)]
    public async Task Check_AsMuchAsFits_IsLessThanTheServiceTakes(string character, int most)
    {
        var body = string.Concat(Enumerable.Repeat(character, RecordLimits.BodyCharacters / character.Length));
        RecordWrite[] writes = [.. Enumerable.Range(0, most + 1).Select(n => new RecordWrite.Insert(new RecordKey("p", $"{n}"), body))];

        var sent = await SentAsync(writes[..most]);

        Assert.InRange(sent, most * Encoding.UTF8.GetByteCount(body), SentSize.Most);
        Assert.Throws<ArgumentException>(() => CommitRules.Check(writes));
    }

    private static RecordWrite Write(RecordKey key, string text, int place) => (place % 4) switch
    {
        0 => new RecordWrite.Insert(key, text),
        1 => new RecordWrite.Replace(key, text, new RecordTag("W/\"datetime'2026-11-24T08%3A00%3A00.0000000Z'\"")),
        2 => new RecordWrite.Put(key, text),
        _ => new RecordWrite.Delete(key, Tag: null),
    };

    private static string BodyOf(RecordWrite write) => write switch
    {
        RecordWrite.Insert insert => insert.Body,
        RecordWrite.Replace replace => replace.Body,
        RecordWrite.Put put => put.Body,
        _ => "",
    };

    private static async Task<int> SentAsync(IReadOnlyList<RecordWrite> writes)
    {
        CommitRules.Check(writes);
        var transport = new SendingsTransport();
        var account = new AzureAccount(AzureAccountTests.WithKey, transport: transport);
        var actions = await new TableCommitPlan(account.TableReads, writes).ActionsAsync();
        await Assert.ThrowsAsync<RequestFailedException>(() => account.TableWrites.SubmitTransactionAsync(actions, CancellationToken.None));
        return Assert.Single(transport.Sendings).Body.Length;
    }
}
