using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;

namespace BotResponder.Storage.Azure;

/// <summary>The rules between the Azure options that attributes cannot say. No sentence repeats a setting's value: it may be a secret.</summary>
internal sealed class AzureStorageRules : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var fault = options.Provider == StorageProvider.Azure ? FaultOf(options.Azure) : null;
        return fault is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(fault);
    }

    private static string? FaultOf(AzureStorageOptions azure)
    {
        var (key, table, queue) = (!string.IsNullOrWhiteSpace(azure.ConnectionString), azure.TableEndpoint is not null, azure.QueueEndpoint is not null);
        if ((key && (table || queue)) || (!key && !(table && queue)))
        {
            return "Storage:Azure needs either ConnectionString, or TableEndpoint and QueueEndpoint for a managed identity, and never both.";
        }

        if (azure.Name == "tables")
        {
            return "Storage:Azure:Name may not be \"tables\": Table storage keeps that name for itself.";
        }

        return key ? FaultOfKey(azure) : FaultOfIdentity(azure);
    }

    private static string? FaultOfKey(AzureStorageOptions azure)
    {
        if (azure.ClientId is not null)
        {
            return "Storage:Azure:ClientId names a managed identity, and a ConnectionString needs none: remove one of them.";
        }

        try
        {
            Uri[] services = [new TableServiceClient(azure.ConnectionString).Uri, new QueueServiceClient(azure.ConnectionString).Uri];
            return services.All(service => service.Scheme == Uri.UriSchemeHttps || service.IsLoopback)
                ? null
                : "Storage:Azure:ConnectionString must use https: plain http is for an emulator on this machine.";
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException or InvalidOperationException)
        {
            return "Storage:Azure:ConnectionString is not the connection string of a storage account with tables and queues.";
        }
    }

    private static string? FaultOfIdentity(AzureStorageOptions azure) =>
        IsPlainHttps(azure.TableEndpoint!) && IsPlainHttps(azure.QueueEndpoint!)
            ? null
            : "Storage:Azure:TableEndpoint and QueueEndpoint must be https addresses without user, query or fragment.";

    private static bool IsPlainHttps(Uri endpoint) =>
        endpoint is { IsAbsoluteUri: true, Scheme: "https", UserInfo: "", Query: "", Fragment: "" };
}
