using Azure;
using Azure.Core;
using Azure.Data.Tables;
using BotResponder.Storage.Azure;

namespace BotResponder.Storage.Tests.Azure;

public sealed class AzureAccountTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>No such account, and no such key.</summary>
    public static AzureStorageOptions WithKey { get; } = new()
    {
        ConnectionString = "DefaultEndpointsProtocol=https;AccountName=nobody;AccountKey=bm90IGEga2V5;EndpointSuffix=core.windows.net",
    };

    private static AzureStorageOptions WithIdentity { get; } = new()
    {
        TableEndpoint = new Uri("https://nobody.table.core.windows.net"),
        QueueEndpoint = new Uri("https://nobody.queue.core.windows.net/"),
        Name = "bot2",
    };

    [Fact]
    public async Task New_ConnectionString_SignsEveryRequest()
    {
        var sendings = await SendAsync(WithKey);

        Assert.All(sendings, sending => Assert.Matches("^SharedKey(Lite)? nobody:", sending.Authorization));
        Assert.Equal(
            ["/botresponder(PartitionKey='p',RowKey='r')", "/$batch", "/botresponder/messages", "/botresponder-dead/messages"],
            sendings.Select(sending => Uri.UnescapeDataString(sending.Address.AbsolutePath)));
    }

    [Fact]
    public async Task New_Endpoints_SendTheIdentitysToken()
    {
        var sendings = await SendAsync(WithIdentity);

        Assert.All(sendings, sending => Assert.Equal("Bearer token for https://storage.azure.com/.default", sending.Authorization));
        Assert.Equal(
            ["nobody.table.core.windows.net", "nobody.table.core.windows.net", "nobody.queue.core.windows.net", "nobody.queue.core.windows.net"],
            sendings.Select(sending => sending.Address.Host));
        Assert.Equal(["/bot2/messages", "/bot2-dead/messages"], sendings.Skip(2).Select(sending => sending.Address.AbsolutePath));
    }

    private static async Task<IReadOnlyList<Sending>> SendAsync(AzureStorageOptions options)
    {
        var transport = new SendingsTransport();
        var account = new AzureAccount(options, new FixedIdentity(), transport);
        var entity = TableRow.Write(new("p", "r"), "{}", Guid.NewGuid());
        Func<Task>[] requests =
        [
            () => account.TableReads.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Cancellation),
            () => account.TableWrites.SubmitTransactionAsync([new(TableTransactionActionType.Add, entity)], Cancellation),
            () => account.Work.SendMessageAsync("{}", Cancellation),
            () => account.DeadLetters.SendMessageAsync("{}", Cancellation),
        ];
        foreach (var request in requests)
        {
            await Assert.ThrowsAsync<RequestFailedException>(request);
        }

        return transport.Sendings;
    }

    private sealed class FixedIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new($"token for {requestContext.Scopes[0]}", TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
