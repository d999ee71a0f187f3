using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender;
using BotResponder.Host;
using BotResponder.Host.Chat;
using BotResponder.Host.Manifest;
using BotResponder.Teams.Manifest;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Configuration;

namespace BotResponder.Tests.Host.Manifest;

public sealed class CommandMenuTests
{
    [Fact]
    public void Of_TheCatalog_OffersWordsThatTheBotUnderstands()
    {
        using var services = Services();
        var catalog = services.GetRequiredService<ActionCatalog>();
        var parser = Parser(catalog);

        var menu = CommandMenu.Of(catalog);

        Assert.All(menu, line => Assert.True(parser.Parse(line.Title).TryGetValue(out _, out _), line.Title));
        Assert.Equal(["help", "status", "pending", "audit", "whoami", "isolate"], menu.Take(6).Select(line => line.Title));
        Assert.InRange(menu.Count, 7, MenuCommand.Most);
    }

    [Fact]
    public void Line_OfEveryAction_Fits()
    {
        using var services = Services();

        Assert.All(services.GetRequiredService<ActionCatalog>().All, action => Assert.Equal(action.Descriptor.Grammar.Verb, CommandMenu.Line(action.Descriptor).Title));
    }

    [Fact]
    public void InTurn_ManyActions_ShowsEachKindFirst()
    {
        var isolate = Sample();
        var actions = new[] { As("a.low", "account", ActionRisk.Low), As("a.high", "account", ActionRisk.High), As("d.one", "device", ActionRisk.Low), As("d.two", "device", ActionRisk.Low) };

        Assert.Equal(["a.high", "d.one", "a.low", "d.two"], CommandMenu.InTurn(actions).Select(action => action.Id.Value));

        ActionDescriptor As(string id, string kind, ActionRisk risk) => isolate with { Id = new(id), TargetKind = kind, Policy = isolate.Policy with { Risk = risk } };
    }

    private static ActionDescriptor Sample()
    {
        using var services = Services();
        return services.GetRequiredService<ActionCatalog>().All.First().Descriptor;
    }

    private static ServiceProvider Services() =>
        new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddLogging().AddDefender().BuildServiceProvider();
}
