using System.Diagnostics;

namespace BotResponder.Storage.Tests.Azurite;

public sealed class AzuriteServerTests
{
    [Fact]
    public async Task Start_TwoAtOnce_HaveDifferentAddressesAndEndWhenDisposed()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var one = await AzuriteServer.StartAsync(cancellation);
        var other = await AzuriteServer.StartAsync(cancellation);
        Assert.NotEqual(one.TableAddress, other.TableAddress);

        await other.DisposeAsync();

        using var client = new HttpClient();
        Assert.NotNull(await client.GetAsync(new Uri(one.TableAddress), cancellation));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(other.TableAddress), cancellation));
    }

    /// <summary>The parent's end of the pipe closes however the parent ends, also when it is killed.</summary>
    [Fact]
    public async Task Start_ParentGone_EndsByItself()
    {
        using var process = Process.Start(AzuriteServer.HowToStart())!;
        process.StandardInput.Close();

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(patience.Token);

        Assert.Equal(0, process.ExitCode);
    }
}
