using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Defender;
using BotResponder.Host;
using BotResponder.Host.Chat;
using BotResponder.Host.Manifest;
using BotResponder.Teams.Manifest;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotResponder.Tests.Host.Manifest;

public sealed class CommandMenuTests
{
    [Fact]
    public async Task Of_TheCatalog_OffersWordsThatTheBotUnderstands()
    {
        var folder = Directory.CreateTempSubdirectory("menu").FullName;
        var builder = WebApplication.CreateBuilder(
        [
            $"--Storage:Path={Path.Combine(folder, "bot.db")}",
            $"--Ledger:Key={Convert.ToBase64String(new byte[32])}",
            "--Teams:AppId=22222222-2222-2222-2222-222222222222",
            "--Teams:AppTenantId=33333333-3333-3333-3333-333333333333",
            "--Teams:ClientSecret=unused",
            "--Protection:Customers:0:TenantId=33333333-3333-3333-3333-333333333333",
            "--Protection:Customers:0:Name=Contoso",
        ]);
        builder.AddBotResponder();
        await using (var host = builder.Build())
        {
            var vocabulary = host.Services.GetRequiredService<ChatVocabulary>();

            var menu = CommandMenu.Of(vocabulary.Catalog);

            Assert.All(menu, line => Assert.True(vocabulary.Parser.Parse(line.Title).TryGetValue(out _, out _), line.Title));
            Assert.Equal(["help", "status", "pending", "audit", "whoami"], menu.Take(5).Select(line => line.Title));
            Assert.Contains("isolate", menu.Select(line => line.Title));
            Assert.InRange(menu.Count, 7, MenuCommand.Most);
        }

        Directory.Delete(folder, recursive: true);
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

    [Fact]
    public void InTurn_WhatCannotBeUndone_ComesAfterWhatCan()
    {
        var isolate = Sample();
        var grave = isolate with { Id = new("d.grave"), Policy = isolate.Policy with { Risk = ActionRisk.High }, UndoneBy = null, UndoCommand = null };
        var mild = isolate with { Id = new("d.mild"), Policy = isolate.Policy with { Risk = ActionRisk.Low } };

        Assert.Equal(["d.mild", "d.grave"], CommandMenu.InTurn([grave, mild]).Select(action => action.Id.Value));
    }

    private static ActionDescriptor Sample()
    {
        using var services = Services();
        return services.GetRequiredService<ActionCatalog>().All.First().Descriptor;
    }

    private static ServiceProvider Services() =>
        new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddLogging().AddDefender().BuildServiceProvider();
}
