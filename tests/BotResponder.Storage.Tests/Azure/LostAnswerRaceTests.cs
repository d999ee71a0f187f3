using Azure;
using BotResponder.Core.Records;
using BotResponder.Storage.Tests.Azurite;

namespace BotResponder.Storage.Tests.Azure;

/// <summary>A commit whose request or answer was lost while another writer was at the same rows: never a conflict when it was written, never written when it was not.</summary>
public sealed class LostAnswerRaceTests(AzuriteFixture azurite)
{
    private LossyTable _table = null!;

    [Fact]
    public async Task Replace_RequestLostAndAnotherWon_IsAConflict()
    {
        RecordTag tag = default;
        await OpenAsync(LossyTable.LoseFirst(_ => _table.OtherAsync(new RecordWrite.Replace(_table.Key("a"), "theirs", tag))));
        tag = await _table.WrittenAsync("a", "old");

        Assert.Equal(WriteOutcome.Conflict, await _table.CommitAsync(new RecordWrite.Replace(_table.Key("a"), "ours", tag)));

        Assert.Equal("theirs", await _table.BodyAsync("a"));
    }

    [Fact]
    public async Task Replace_AnswerLostAndOverwrittenSince_IsInDoubt()
    {
        await OpenAsync(LossyTable.LoseFirst(async send =>
        {
            await send();
            await _table.OtherAsync(new RecordWrite.Put(_table.Key("a"), "theirs"));
        }));
        var tag = await _table.WrittenAsync("a", "old");

        await Assert.ThrowsAsync<StorageDoubtException>(() => _table.CommitAsync(new RecordWrite.Replace(_table.Key("a"), "ours", tag)));

        Assert.Equal("theirs", await _table.BodyAsync("a"));
    }

    [Fact]
    public async Task Commit_AnswerLostAndOneRowOverwrittenSince_IsProvenByTheOther()
    {
        await OpenAsync(LossyTable.LoseFirst(async send =>
        {
            await send();
            await _table.OtherAsync(new RecordWrite.Put(_table.Key("head"), "theirs"));
        }));
        var tag = await _table.WrittenAsync("head", "old");

        Assert.Equal(WriteOutcome.Written, await _table.CommitAsync(
            new RecordWrite.Replace(_table.Key("head"), "ours", tag), new RecordWrite.Insert(_table.Key("audit"), "1")));

        Assert.Equal("theirs", await _table.BodyAsync("head"));
    }

    [Fact]
    public async Task Delete_AnswerLostAndRowMadeAnewSince_IsWritten()
    {
        await OpenAsync(LossyTable.LoseFirst(async send =>
        {
            await send();
            await _table.OtherAsync(new RecordWrite.Insert(_table.Key("a"), "theirs"));
        }));
        var tag = await _table.WrittenAsync("a", "old");

        Assert.Equal(WriteOutcome.Written, await _table.CommitAsync(new RecordWrite.Delete(_table.Key("a"), tag)));

        Assert.Equal("theirs", await _table.BodyAsync("a"));
    }

    [Fact]
    public async Task Delete_RequestLostAndRowOverwrittenSince_IsAConflict()
    {
        await OpenAsync(LossyTable.LoseFirst(_ => _table.OtherAsync(new RecordWrite.Put(_table.Key("a"), "theirs"))));
        var tag = await _table.WrittenAsync("a", "old");

        Assert.Equal(WriteOutcome.Conflict, await _table.CommitAsync(new RecordWrite.Delete(_table.Key("a"), tag)));
    }

    [Fact]
    public async Task Delete_WithoutTagAndRowGoesAwayMeanwhile_WritesTheRest()
    {
        await OpenAsync(async (batch, send) =>
        {
            if (batch == 1)
            {
                await _table.OtherAsync(new RecordWrite.Delete(_table.Key("a"), Tag: null));
            }

            await send();
        });
        await _table.WrittenAsync("a", "old");

        Assert.Equal(WriteOutcome.Written, await _table.CommitAsync(
            new RecordWrite.Delete(_table.Key("a"), Tag: null), new RecordWrite.Insert(_table.Key("b"), "1")));

        Assert.Equal(2, _table.Transport.Batches);
        Assert.Equal((null, "1"), (await _table.BodyAsync("a"), await _table.BodyAsync("b")));
    }

    [Fact]
    public async Task Commit_TurnedAwayBusyAndAnotherWon_IsAConflict()
    {
        await OpenAsync(async (batch, send) =>
        {
            if (batch > 1)
            {
                await send();
                return;
            }

            await _table.OtherAsync(new RecordWrite.Insert(_table.Key("a"), "theirs"));
            throw new RequestFailedException(503, "busy", "ServerBusy", innerException: null);
        });

        Assert.Equal(WriteOutcome.Conflict, await _table.CommitAsync(new RecordWrite.Insert(_table.Key("a"), "ours")));
    }

    private async Task OpenAsync(Func<int, Func<Task>, Task> onBatch) => _table = await LossyTable.OpenAsync(azurite, onBatch);
}
