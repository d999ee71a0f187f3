using BotResponder.Storage.Azure;
using Microsoft.Extensions.Options;

namespace BotResponder.Storage.Tests.Azure;

public sealed class AzureStorageRulesTests
{
    private const string Key = "DefaultEndpointsProtocol=https;AccountName=nobody;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net";

    private static readonly Uri s_table = new("https://nobody.table.core.windows.net");
    private static readonly Uri s_queue = new("https://nobody.queue.core.windows.net");

    public static TheoryData<AzureStorageOptions> Good =>
    [
        new AzureStorageOptions { ConnectionString = Key },
        new AzureStorageOptions { ConnectionString = "UseDevelopmentStorage=true" },
        new AzureStorageOptions { TableEndpoint = s_table, QueueEndpoint = s_queue },
        new AzureStorageOptions { TableEndpoint = s_table, QueueEndpoint = s_queue, ClientId = "00000000-0000-0000-0000-000000000001", Name = "bot2" },
    ];

    public static TheoryData<AzureStorageOptions, string> Bad => new()
    {
        { new(), "needs either" },
        { new() { TableEndpoint = s_table }, "needs either" },
        { new() { QueueEndpoint = s_queue }, "needs either" },
        { new() { ConnectionString = Key, TableEndpoint = s_table, QueueEndpoint = s_queue }, "never both" },
        { new() { ConnectionString = Key, ClientId = "x" }, "ClientId" },
        { new() { ConnectionString = "AccountKey=c2VjcmV0" }, "not the connection string" },
        { new() { ConnectionString = Key.Replace("https;", "http;", StringComparison.Ordinal) }, "must use https" },
        { new() { TableEndpoint = new("http://nobody.table.core.windows.net"), QueueEndpoint = s_queue }, "https addresses" },
        { new() { TableEndpoint = s_table, QueueEndpoint = new("https://nobody.queue.core.windows.net/?sig=c2VjcmV0") }, "https addresses" },
        { new() { TableEndpoint = s_table, QueueEndpoint = new("queue", UriKind.Relative) }, "https addresses" },
        { new() { ConnectionString = Key, Name = "tables" }, "Storage:Azure:Name" },
    };

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public void Validate_OneWayIn_Succeeds(AzureStorageOptions azure)
    {
        Assert.True(Validate(azure).Succeeded);
    }

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void Validate_NoneOrBothOrUnsafe_SaysSoInOneSentenceWithoutTheSecret(AzureStorageOptions azure, string part)
    {
        var failure = Assert.Single(Validate(azure).Failures!);

        Assert.Contains(part, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_AnotherProvider_DoesNotLook()
    {
        Assert.True(new AzureStorageRules().Validate(name: null, new StorageOptions()).Succeeded);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("2bot")]
    [InlineData("Bot")]
    [InlineData("bot-responder")]
    [InlineData("bot\n")]
    [InlineData("a12345678901234567890123456789012345678901234567890123456789")]
    public void Validate_NameThatIsNoTableOrQueue_Fails(string name)
    {
        var options = new StorageOptions { Azure = new() { ConnectionString = Key, Name = name } };

        Assert.True(new StorageOptionsValidator().Validate(name: null, options).Failed);
    }

    private static ValidateOptionsResult Validate(AzureStorageOptions azure) =>
        new AzureStorageRules().Validate(name: null, new StorageOptions { Provider = StorageProvider.Azure, Azure = azure });
}
