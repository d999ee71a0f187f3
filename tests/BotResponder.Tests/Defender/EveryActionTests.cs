using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;
using BotResponder.Tests.Defender.Alerts;
using BotResponder.Tests.Host.Cards;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>What is demanded of each response action's declaration and preview. A new one adds no line here.</summary>
public sealed class EveryActionTests : IAsyncLifetime
{
    private PretendMicrosoft _microsoft = null!;

    private IEnumerable<IResponseAction> Actions => _microsoft.Get<ActionCatalog>().All;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public void Catalog_OfThisAssembly_HoldsEveryActionOnce()
    {
        var folders = Directory.GetDirectories(ActionsFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(folders, Actions.Select(action => action.GetType().Namespace!.Split('.')[^1]).Order(StringComparer.Ordinal));
        Assert.NotEmpty(Actions);
    }

    [Fact]
    public void Readme_OfEachAction_HasEveryExampleAndPermission() => Assert.All(Actions, action =>
    {
        var readme = File.ReadAllText(ReadmeOf(action));

        Assert.All(action.Descriptor.Examples, example => Assert.Contains("    " + example + "\n", readme, StringComparison.Ordinal));
        Assert.All(action.Descriptor.Permissions, permission => Assert.Contains($"`{permission}`", readme, StringComparison.Ordinal));
        Assert.Contains($"`{action.Descriptor.Id}`", readme, StringComparison.Ordinal);
        Assert.Contains(action.Descriptor.Title, readme, StringComparison.Ordinal);
        Assert.InRange(readme.Split('\n').Length, 5, 60);
    });

    [Fact]
    public void Descriptor_OfEachAction_IsComplete() => Assert.All(Actions, action =>
    {
        var descriptor = action.Descriptor;

        Assert.EndsWith(".", descriptor.Summary, StringComparison.Ordinal);
        Assert.EndsWith(".", descriptor.VerifiedBy, StringComparison.Ordinal);
        Assert.NotEmpty(descriptor.Examples);
        Assert.NotEmpty(descriptor.Permissions);
        Assert.True(descriptor.Policy.CriticalAssetApprovals >= descriptor.Policy.Approvals);
        Assert.True(descriptor.Grammar.NeedsReason);
    });

    [Fact]
    public void Examples_OfEachAction_Bind() => Assert.All(
        Actions.SelectMany(action => action.Descriptor.Examples, (action, example) => (action, example)),
        pair => Assert.Null(pair.action.Bind(Read(pair.action, pair.example)).Problem));

    [Fact]
    public void Undo_OfEachAction_IsACommandOfAnotherActionThatBindsOrSaidToBeNone() => Assert.All(Actions, action =>
    {
        if (action.Descriptor.UndoneBy is null)
        {
            Assert.Null(action.Descriptor.UndoCommand);
            Assert.Contains("| Undone by | nothing", File.ReadAllText(ReadmeOf(action)), StringComparison.Ordinal);
            return;
        }

        var target = Samples.Target(action);

        var undo = action.Descriptor.Undo(target, action.Bind(Read(action, action.Descriptor.Examples[0])).Value)!;

        var undoing = _microsoft.Get<ActionCatalog>().FindByVerb(undo.Verb)!;
        Assert.Equal(action.Descriptor.UndoneBy, undoing.Descriptor.Id);
        Assert.NotEqual(action.Descriptor.Id, undoing.Descriptor.Id);
        Assert.Equal(action.Descriptor.TargetKind, undoing.Descriptor.TargetKind);
        Assert.Contains(target.Id, undoing.Bind(undo).Value.Json, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public void Bind_NoTarget_IsMalformed(string? target) => Assert.All(Actions, action =>
    {
        var arguments = Samples.Command(action, target ?? "");
        var without = target is null ? arguments with { Values = arguments.Values.Remove(action.Descriptor.TargetKind) } : arguments;

        Assert.IsType<Problem.Malformed>(action.Bind(without).Problem);
    });

    [Fact]
    public void Bind_TargetLongerThanFits_IsMalformed() => Assert.All(Actions, action =>
    {
        var (fits, tooLong) = Samples.Longest(action);

        Assert.Null(action.Bind(Samples.Command(action, fits)).Problem);
        Assert.IsType<Problem.Malformed>(action.Bind(Samples.Command(action, tooLong)).Problem);
    });

    [Fact]
    public async Task Preview_OfEachAction_WritesNothingAndLinksToItsTenant()
    {
        AnswerReads();
        foreach (var action in Actions)
        {
            var preview = await PreviewAsync(action, Samples.Typed(action));

            Assert.Equal(Samples.Target(action), preview.Value.Target);
            Assert.NotEmpty(preview.Value.Consequences);
            Assert.Null(CardLinks.Wrong(preview.Value.PortalLink!.AbsoluteUri, Customer.Tenant));
        }

        Assert.Empty(_microsoft.Writes);
    }

    [Fact]
    public async Task Preview_HostileName_NeverLeavesItsLiteral()
    {
        const string name = "ws' or startswith(computerDnsName,'a') or '/../alerts?x=&$top=1#";
        _microsoft.On("GET /v1.0/users", HttpStatusCode.OK, Samples.List());
        foreach (var action in Actions)
        {
            if (action.Descriptor.TargetKind == "indicator")
            {
                // No shape of an indicator has such letters in it: it is refused before anybody is asked.
                Assert.IsType<Problem.Malformed>(action.Bind(Samples.Command(action, name)).Problem);
                continue;
            }

            var preview = await PreviewAsync(action, name);

            Assert.IsType<Problem.NotFound>(preview.Problem);
        }

        Assert.All(_microsoft.Requests, request => Assert.True(
            request.Target.StartsWith("/api/machines?$filter=", StringComparison.Ordinal) || request.Target.StartsWith("/v1.0/users?$filter=", StringComparison.Ordinal), request.Target));
        Assert.Contains(_microsoft.Requests, request => request.Filter.Contains("'ws'' or startswith(computerdnsname,''a'')", StringComparison.Ordinal));
        Assert.Contains(_microsoft.Requests, request => request.Filter.StartsWith("((displayName eq 'ws'' or startswith(computerDnsName,''a'')", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Execute_TokenOfAnotherTenant_SendsNothing()
    {
        _microsoft.TokenTenant = "00000000-0000-0000-0000-00000000beef";
        foreach (var action in Actions.Where(action => !Samples.IsGuided(action)))
        {
            var receipt = await action.ExecuteAsync(Samples.Order(action), TestContext.Current.CancellationToken);

            Assert.IsType<Problem.Refused>(receipt.Problem);
        }

        Assert.Empty(_microsoft.Requests);
    }

    [Fact]
    public async Task Execute_WhatAPersonDoes_CallsNobodyAndSaysWhatToDo()
    {
        foreach (var action in Actions.Where(Samples.IsGuided))
        {
            var first = await action.ExecuteAsync(Samples.Order(action), TestContext.Current.CancellationToken);
            var second = await action.ExecuteAsync(Samples.Order(action), TestContext.Current.CancellationToken);
            var found = await action.FindOwnAsync(Samples.Order(action), TestContext.Current.CancellationToken);

            Assert.EndsWith(".", first.Value.HandedOver, StringComparison.Ordinal);
            Assert.Equal((first.Value, first.Value), (second.Value, found.Value.Receipt!));
        }

        Assert.Empty(_microsoft.Requests);
        Assert.Contains(Actions, Samples.IsGuided);
    }

    private void AnswerReads() => _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine())).OnHunting("")
            .On($"GET /api/machineactions/{ActionGuid}", HttpStatusCode.OK, Samples.MachineAction("Isolate", "x"))
            .On($"GET /api/machines/{Device}", HttpStatusCode.OK, Samples.Machine())
            .On("GET /api/indicators", HttpStatusCode.OK, Samples.List(Samples.Indicator()))
            .On("GET /v1.0/users", HttpStatusCode.OK, Samples.List(Samples.User()))
            .On($"GET /v1.0/users/{User}", HttpStatusCode.OK, Samples.User())
            .On($"GET /v1.0/users/{User}/transitiveMemberOf/microsoft.graph.directoryRole", HttpStatusCode.OK, Samples.List())
            .On($"GET {CaseSamples.Alert}", HttpStatusCode.OK, CaseSamples.Case(extra: ",\"serviceSource\":\"microsoftDefenderForEndpoint\""))
            .On("GET /v1.0/security/alerts_v2", HttpStatusCode.OK, Samples.List())
            .On($"GET {CaseSamples.Incident}", HttpStatusCode.OK, CaseSamples.Case(CaseSamples.IncidentId, titleName: "displayName"));

    private static Task<Result<ActionPreview>> PreviewAsync(IResponseAction action, string target) => action.PreviewAsync(
        Customer, action.Bind(Samples.Command(action, target)).Value, null, TestContext.Current.CancellationToken);

    /// <summary>As somebody types it: through the parser of the chat.</summary>
    private static CommandArguments Read(IResponseAction action, string example)
    {
        var parsed = new CommandParser([action.Descriptor.Grammar]).Parse(example).Value;
        Assert.Empty(parsed.Missing);
        return parsed.Arguments;
    }

    private static string ActionsFolder => Path.Combine(ArchitectureRules.Root, "src", "BotResponder.Defender", "Actions");

    private static string ReadmeOf(IResponseAction action) => Path.Combine(ActionsFolder, action.GetType().Namespace!.Split('.')[^1], "README.md");
}
