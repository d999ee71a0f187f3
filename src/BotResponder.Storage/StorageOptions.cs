using System.ComponentModel.DataAnnotations;
using BotResponder.Storage.Azure;
using Microsoft.Extensions.Options;

namespace BotResponder.Storage;

/// <summary>Where everything is remembered.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Which engine. Default <see cref="StorageProvider.Sqlite"/>: one file, nothing to install.</summary>
    [EnumDataType(typeof(StorageProvider))]
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    /// <summary>
    /// The SQLite file, absolute or relative to the content root; made on the first start, its folder too. Default <c>data/botresponder.db</c>.
    /// SQLite keeps two more files beside it (<c>-wal</c>, <c>-shm</c>). The file must lie on a local disk: network shares do not lock reliably.
    /// </summary>
    [Required]
    public string Path { get; init; } = "data/botresponder.db";

    /// <summary>The storage account. With <see cref="StorageProvider.Azure"/> only.</summary>
    [Required]
    [ValidateObjectMembers]
    public AzureStorageOptions Azure { get; init; } = new();
}

/// <summary>The engines.</summary>
public enum StorageProvider
{
    /// <summary>One file on the disk of the one process.</summary>
    Sqlite,

    /// <summary>Tables and queues of one Azure storage account, which any number of processes share.</summary>
    Azure,
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
