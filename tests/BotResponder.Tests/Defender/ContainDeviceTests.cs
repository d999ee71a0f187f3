using System.Net;
using BotResponder.Core.Actions;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

public sealed class ContainDeviceTests : IAsyncLifetime
{
    private PretendMicrosoft _microsoft = null!;

    private IResponseAction Contain => _microsoft.Get<ActionCatalog>().FindByVerb("contain")!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task Execute_Typed_SendsExactlyThis()
    {
        _microsoft.On(Samples.Wire(Contain).Route, HttpStatusCode.Created, Samples.MachineAction("Isolate", Samples.Request));

        await Contain.ExecuteAsync(Samples.Order(Contain), TestContext.Current.CancellationToken);

        Assert.Equal(
            $$"""{"Comment":"{{Samples.Request}} R-4F7K2 ransomware \u0022on\u0022 WS-042 | approved by Ann Olsen, Ben Ito","IsolationType":"UnManagedDevice"}""",
            Assert.Single(_microsoft.Requests).Body);
    }

    [Theory]
    [InlineData("Onboarded", "Type isolate instead")]
    [InlineData("CanBeOnboarded", null)]
    public async Task Preview_WarnsOfAnOnboardedDeviceOnly(string onboarding, string? warning)
    {
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine(onboarding: onboarding))).OnHunting("");

        var preview = await Contain.PreviewAsync(Customer, Samples.Order(Contain).Parameters, null, TestContext.Current.CancellationToken);

        Assert.Equal(warning is null ? 0 : 1, preview.Value.Warnings.Length);
        Assert.All(preview.Value.Warnings, each => Assert.Contains(warning!, each, StringComparison.Ordinal));
    }
}
