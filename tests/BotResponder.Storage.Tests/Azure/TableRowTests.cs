using Azure;
using Azure.Data.Tables;
using BotResponder.Core.Records;
using BotResponder.Storage.Azure;
using CsCheck;

namespace BotResponder.Storage.Tests.Azure;

/// <summary>What the emulator does not hold anybody to: 64 KiB for a property, 1 MiB for an entity, whole characters in each property.</summary>
public sealed class TableRowTests
{
    private const int PropertyBytes = 64 * 1024;
    private const int EntityBytes = 1024 * 1024;

    private static readonly RecordTag s_tag = new("W/\"datetime'2026-11-24T08%3A00%3A00.0000000Z'\"");

    /// <summary>Text whose pairs stand at any distance from where a property ends.</summary>
    private static readonly Gen<string> s_body = Gen.Select(Gen.Int[0, 3], Gen.Int[0, RecordLimits.BodyCharacters / 2], Gen.OneOf("🦊", "xy", "я🦊", "🦊x"))
        .Select((shift, times, text) => new string('s', shift) + string.Concat(Enumerable.Repeat(text, times / text.Length)));

    [Fact]
    public void Write_AnyBody_ComesBackAndNoPropertyIsTooLongOrEndsInHalfACharacter()
    {
        s_body.Sample(body =>
        {
            var entity = TableRow.Write(new("p", "r"), body, Guid.NewGuid());

            Assert.Equal(body, ReadBack(entity).Body);
            foreach (var text in entity.Select(property => property.Value).OfType<string>())
            {
                Assert.True(text.Length * sizeof(char) <= PropertyBytes);
                Assert.False(text.Length > 0 && (char.IsHighSurrogate(text[^1]) || char.IsLowSurrogate(text[0])));
            }
        }, iter: 40);
    }

    [Fact]
    public void Write_LongestBodyAndKeys_StaysUnderAnEntitysLimit()
    {
        var key = new string('k', RecordKey.MaxLength);
        var entity = TableRow.Write(new(key, key), new string('я', RecordLimits.BodyCharacters), Guid.NewGuid(), s_tag);

        Assert.InRange(SizeOf(entity), RecordLimits.BodyCharacters * sizeof(char), EntityBytes - 1);
    }

    [Fact]
    public void Write_EmptyBody_ComesBack()
    {
        Assert.Equal("", ReadBack(TableRow.Write(new("p", "r"), "", Guid.NewGuid())).Body);
    }

    [Fact]
    public void IsBy_TheCommitThatWroteIt_IsTrueForNoOther()
    {
        var (commit, other) = (Guid.NewGuid(), Guid.NewGuid());
        var entity = TableRow.Write(new("p", "r"), "{}", commit);

        Assert.True(TableRow.IsBy(entity, commit));
        Assert.False(TableRow.IsBy(entity, other));
    }

    [Fact]
    public void IsOrFollows_TagThatItHasOrReplaced_IsTrueForNoOther()
    {
        var entity = TableRow.Write(new("p", "r"), "{}", Guid.NewGuid(), s_tag);
        entity.ETag = new ETag("W/\"now\"");

        Assert.True(TableRow.IsOrFollows(entity, s_tag));
        Assert.True(TableRow.IsOrFollows(entity, new RecordTag("W/\"now\"")));
        Assert.False(TableRow.IsOrFollows(entity, new RecordTag("W/\"before\"")));
    }

    [Fact]
    public void Read_NoBody_IsSomebodyElsesRow()
    {
        Assert.Throws<InvalidOperationException>(() => TableRow.Read(TableRow.Mark("p", "r", Guid.NewGuid())));
    }

    private static StoredRecord ReadBack(TableEntity entity)
    {
        entity.ETag = new ETag(s_tag.Value);
        return TableRow.Read(entity);
    }

    /// <summary>The service's own sum: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.</summary>
    private static int SizeOf(TableEntity entity) =>
        4 + ((entity.PartitionKey.Length + entity.RowKey.Length) * 2)
        + entity.Where(property => property.Key is not ("PartitionKey" or "RowKey")).Sum(property => 8 + (property.Key.Length * 2) + property.Value switch
        {
            string text => 4 + (text.Length * 2),
            Guid => 16,
            _ => throw new InvalidOperationException($"{property.Key} has a type of its own."),
        });
}
