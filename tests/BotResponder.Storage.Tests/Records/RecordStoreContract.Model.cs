namespace BotResponder.Storage.Tests.Records;

public abstract partial class RecordStoreContract
{
    /// <summary>How many random histories are played. A slow engine may do with fewer.</summary>
    protected virtual int Histories => 100;

    /// <summary>Every history of commits gives what a dictionary gives.</summary>
    [Fact]
    public async Task Commit_AnyHistory_DoesWhatTheModelDoes()
    {
        var foreign = (await WrittenAsync("foreign", "{}")).Tag;

        await RecordHistories.PlayAsync(Store, Partition, foreign, Histories);
    }
}
