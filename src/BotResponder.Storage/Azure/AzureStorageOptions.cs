using System.ComponentModel.DataAnnotations;

namespace BotResponder.Storage.Azure;

/// <summary>Which storage account, and how to prove who asks. Read with <see cref="StorageProvider.Azure"/> only.</summary>
/// <remarks>Either <see cref="ConnectionString"/>, or both endpoints for a managed identity.</remarks>
public sealed class AzureStorageOptions
{
    /// <summary>With an account key or a shared access signature: keep it in a vault. No default. Https, or http on loopback for an emulator.</summary>
    public string? ConnectionString { get; init; }

    /// <summary><c>https://ACCOUNT.table.core.windows.net</c>, for a managed identity with the role Storage Table Data Contributor. No default.</summary>
    public Uri? TableEndpoint { get; init; }

    /// <summary><c>https://ACCOUNT.queue.core.windows.net</c>, for a managed identity with the role Storage Queue Data Contributor. No default.</summary>
    public Uri? QueueEndpoint { get; init; }

    /// <summary>The client id of a user-assigned identity. Default null: the system-assigned one.</summary>
    public string? ClientId { get; init; }

    /// <summary>
    /// The table, the queue, and with <c>-dead</c> behind it the queue of dead letters. Default <c>botresponder</c>;
    /// 3 to 58 lower-case letters and digits, a letter first: what is legal for a table and for both queues.
    /// </summary>
    [Required]
    [RegularExpression("^[a-z][a-z0-9]{2,57}$", MatchTimeoutInMilliseconds = 1000)]
    public string Name { get; init; } = "botresponder";
}
