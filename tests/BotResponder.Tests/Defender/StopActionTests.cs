using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>Cancelling a machine action: a request of its own, judged by what Defender says of the action afterwards.</summary>
public sealed class StopActionTests : IAsyncLifetime
{
    private const string Route = $"/api/machineactions/{ActionGuid}";

    private PretendMicrosoft _microsoft = null!;

    private IResponseAction Stop => _microsoft.Get<ActionCatalog>().FindByVerb("stop-action")!;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await PretendMicrosoft.StartAsync();
        _microsoft.On($"GET /api/machines/{Device}", HttpStatusCode.OK, Samples.Machine());
    }

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task Execute_Running_SendsExactlyThis()
    {
        _microsoft.On($"POST {Route}/cancel", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x", "Cancelled"));

        var receipt = await Stop.ExecuteAsync(Samples.Order(Stop), TestContext.Current.CancellationToken);

        Assert.Equal(ActionGuid, receipt.Value.Id);
        var sent = Assert.Single(_microsoft.Requests);
        Assert.Equal($"{Route}/cancel", sent.Target);
        Assert.Equal($$"""{"Comment":"{{Samples.Request}} R-4F7K2 ransomware \u0022on\u0022 WS-042 | approved by Ann Olsen, Ben Ito"}""", sent.Body);
    }

    [Theory]
    [InlineData($"{Samples.Request} R-4F7K2 x", true)]
    [InlineData("somebody else's", false)]
    public async Task Execute_EndedAlready_IsOursOnlyWhenTheCancellationIs(string comment, bool isOurs)
    {
        _microsoft.On($"POST {Route}/cancel", HttpStatusCode.BadRequest, Error("InvalidInput", "The action has already ended"))
            .On($"GET {Route}", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x", "Cancelled", extra: $",\"cancellationComment\":\"{comment}\""));

        var receipt = await Stop.ExecuteAsync(Samples.Order(Stop), TestContext.Current.CancellationToken);

        Assert.Equal(isOurs, receipt.Problem is null);
        Assert.True(isOurs || receipt.Problem is Problem.Refused);
    }

    [Fact]
    public async Task Execute_AnswerAboutAnotherAction_IsUncertain()
    {
        _microsoft.On($"POST {Route}/cancel", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x", "Cancelled", id: "9f0c2d1e-5b1a-4c1e-9f43-0d6c1c6b2f11"));

        Assert.IsType<Problem.Uncertain>((await Stop.ExecuteAsync(Samples.Order(Stop), TestContext.Current.CancellationToken)).Problem);
    }

    [Theory]
    [InlineData("Pending", null)]
    [InlineData("InProgress", null)]
    [InlineData("Cancelled", OutcomeKind.Done)]
    [InlineData("Succeeded", OutcomeKind.Failed)]
    [InlineData("TimeOut", OutcomeKind.Failed)]
    public async Task ReadStatus_AsDefenderSays(string status, OutcomeKind? outcome)
    {
        _microsoft.On($"GET {Route}", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x", status));

        var progress = await Stop.ReadStatusAsync(Customer, new(ActionGuid), TestContext.Current.CancellationToken);

        Assert.Equal(outcome, (progress.Value as ActionProgress.Ended)?.Outcome.Kind);
    }

    [Fact]
    public async Task Preview_OfWhatHasEnded_IsRefused()
    {
        _microsoft.On($"GET {Route}", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x", "Succeeded"));

        Assert.Contains("nothing to stop", Assert.IsType<Problem.Refused>((await PreviewAsync()).Problem).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"vip\"", true)]
    [InlineData("", false)]
    public async Task Preview_OnACriticalDevice_IsCritical(string tags, bool isCritical)
    {
        _microsoft.On($"GET {Route}", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x"))
            .On($"GET /api/machines/{Device}", HttpStatusCode.OK, Samples.Machine(tags: tags));

        var preview = (await PreviewAsync()).Value;

        Assert.Equal(isCritical, preview.IsCritical);
        Assert.Equal("Isolate device on ws-042.contoso.com", preview.Target.Name);
        Assert.Contains(preview.Facts, fact => fact is { Label: "Device id", Text: Device, IsPinned: true });
    }

    private Task<Result<ActionPreview>> PreviewAsync() =>
        Stop.PreviewAsync(Customer, Samples.Order(Stop).Parameters, null, TestContext.Current.CancellationToken);
}
