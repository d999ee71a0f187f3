using BotResponder.Core.Records;
using CsCheck;

namespace BotResponder.Storage.Tests.Records;

public abstract partial class RecordStoreContract
{
    /// <summary>The characters that a key may have.</summary>
    protected virtual string KeyCharacters { get; } = new([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except("/\\#?")]);

    /// <summary>Whatever a key may be, and whatever text is made into one: half surrogates and control characters included.</summary>
    private Gen<string> AnyKey => Gen.OneOf(
        Gen.Char[KeyCharacters].Array[1, 12].Select(characters => new string(characters)),
        Gen.OneOf(Gen.Char, Gen.Char['\0', '\u00ff'], Gen.Char['\ud800', '\udfff']).Array[1, 12].Select(text => RecordKey.Escape(new string(text))));

    [Fact]
    public async Task Commit_AnyKeys_ComeBackInOrdinalOrder()
    {
        var store = Store;

        await Gen.Select(AnyKey, AnyKey.Array[1, 8]).SampleAsync(
            async (end, keys) =>
            {
                var partition = $"{Partition}{Guid.NewGuid():N}{end}";
                RecordKey[] written = [.. keys.Distinct(StringComparer.Ordinal).Select(row => new RecordKey(partition, row))];
                await store.CommitAsync([.. written.Select(key => new RecordWrite.Insert(key, key.Row))], CancellationToken.None);

                var found = await store.RangeAsync(partition, " ", "~~~~~~~~~~~~~", 100, CancellationToken.None);

                Assert.Equal(written.OrderBy(key => key.Row, StringComparer.Ordinal), found.Select(record => record.Key));
                Assert.All(found, record => Assert.Equal(record.Key.Row, record.Body));
                foreach (var record in found)
                {
                    Assert.Equal(record, await store.FindAsync(record.Key, CancellationToken.None));
                    Assert.Equal(WriteOutcome.Written, await store.CommitAsync([new RecordWrite.Delete(record.Key, record.Tag)], CancellationToken.None));
                }
            },
            iter: Histories);
    }
}
