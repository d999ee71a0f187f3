using System.Net;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>Tags: no machine action, so what was done is read from the device.</summary>
public sealed class TagActionTests : IAsyncLifetime
{
    private const string Route = $"POST /api/machines/{Device}/tags";
    private const string Tagged = "\"build\",\"contained\"";

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Theory]
    [InlineData("tag WS-042 contained because x", """{"Value":"contained","Action":"Add"}""", $"Add {Device} contained")]
    [InlineData("untag WS-042 contained because x", """{"Value":"contained","Action":"Remove"}""", $"Remove {Device} contained")]
    [InlineData("tag WS-042, WS-043 \"under investigation\" because x", """{"Value":"under investigation","Action":"Add"}""", $"Add {Device} under investigation")]
    [InlineData("tag WS-042 \"a/../b?$top=1\" because x", """{"Value":"a/../b?$top=1","Action":"Add"}""", $"Add {Device} a/../b?$top=1")]
    public async Task Execute_Typed_SendsExactlyThis(string typed, string body, string receipt)
    {
        var (action, command) = Read(typed);
        _microsoft.On(Route, HttpStatusCode.OK, Samples.Machine());

        var answer = await action.ExecuteAsync(Samples.Order(action, command), TestContext.Current.CancellationToken);

        Assert.Equal(receipt, answer.Value.Id);
        var sent = Assert.Single(_microsoft.Requests);
        Assert.Equal(("POST", $"/api/machines/{Device}/tags", body), (sent.Method, sent.Target, sent.Body));
    }

    [Theory]
    [InlineData("tag", Tagged, true)]
    [InlineData("tag", "\"build\"", false)]
    [InlineData("tag", "\"Contained\"", false)]
    [InlineData("untag", Tagged, false)]
    [InlineData("untag", "\"build\"", true)]
    public async Task FindOwnAndReadStatus_AsTheDeviceSays(string verb, string tags, bool isMet)
    {
        var (action, command) = Read($"{verb} WS-042 contained because x");
        _microsoft.On($"GET /api/machines/{Device}", HttpStatusCode.OK, Samples.Machine(tags: tags));

        var own = await action.FindOwnAsync(Samples.Order(action, command), TestContext.Current.CancellationToken);
        var receipt = new ActionReceipt($"{(verb == "tag" ? "Add" : "Remove")} {Device} contained");
        var status = await action.ReadStatusAsync(Customer, receipt, TestContext.Current.CancellationToken);

        Assert.Equal(isMet ? receipt : null, own.Value.Receipt);
        Assert.Equal(isMet, status.Value is ActionProgress.Ended { Outcome.Kind: OutcomeKind.Done });
    }

    [Theory]
    [InlineData("")]
    [InlineData("Add")]
    [InlineData("add 1e5bc9d7e413ddd7902c2932e418702b84d0cc07 x")]
    [InlineData("Add ../alerts x")]
    [InlineData("Add 1e5bc9d7e413ddd7902c2932e418702b84d0cc07 ")]
    public async Task ReadStatus_ReceiptOfAnotherShape_CallsNobody(string receipt)
    {
        var (action, _) = Read("tag WS-042 contained because x");

        Assert.IsType<Problem.NotFound>((await action.ReadStatusAsync(Customer, new(receipt), TestContext.Current.CancellationToken)).Problem);
        Assert.Empty(_microsoft.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two\nlines")]
    [InlineData("\u202Egnp.exe")]
    public void Bind_NoPlainTag_IsMalformed(string tag)
    {
        var (action, command) = Read("tag WS-042 contained because x");

        Assert.IsType<Problem.Malformed>(action.Bind(command with { Values = command.Values.SetItem("tag", tag) }).Problem);
    }

    [Fact]
    public void Bind_TagOf201Characters_IsMalformed()
    {
        var (action, command) = Read("tag WS-042 contained because x");

        Assert.Null(action.Bind(command with { Values = command.Values.SetItem("tag", new string('a', 200)) }).Problem);
        Assert.IsType<Problem.Malformed>(action.Bind(command with { Values = command.Values.SetItem("tag", new string('a', 201)) }).Problem);
    }

    [Theory]
    [InlineData("untag WS-042 VIP because x", true)]
    [InlineData("tag WS-042 domain-controller because x", true)]
    [InlineData("untag WS-042 contained because x", false)]
    public async Task Preview_OfATagThatDecidesWhoApproves_IsCritical(string typed, bool isCritical)
    {
        var (action, command) = Read(typed);
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine(tags: Tagged))).OnHunting("");

        var preview = await action.PreviewAsync(Customer, action.Bind(command).Value, null, TestContext.Current.CancellationToken);

        Assert.Equal(isCritical, preview.Value.IsCritical);
        Assert.Contains(preview.Value.Facts, fact => fact is { Label: "Tag", IsPinned: true });
    }

    [Theory]
    [InlineData("tag WS-042 contained because x", "The device has this tag already.")]
    [InlineData("untag WS-042 gone because x", "The device does not have this tag.")]
    public async Task Preview_NothingToChange_SaysSo(string typed, string warning)
    {
        var (action, command) = Read(typed);
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List(Samples.Machine(tags: Tagged))).OnHunting("");

        var preview = await action.PreviewAsync(Customer, action.Bind(command).Value, null, TestContext.Current.CancellationToken);

        Assert.Equal([warning], preview.Value.Warnings);
    }

    [Fact]
    public void Undo_OfATag_TakesThatTagAway()
    {
        var (action, command) = Read("tag WS-042 contained because x");

        var undo = action.Descriptor.Undo(new("device", Device, "ws-042"), action.Bind(command).Value)!;

        Assert.Equal(("untag", Device, "contained"), (undo.Verb, undo["device"], undo["tag"]));
    }

    private (IResponseAction Action, CommandArguments Command) Read(string typed)
    {
        var catalog = _microsoft.Get<ActionCatalog>();
        var parsed = new CommandParser(catalog.All.Select(action => action.Descriptor.Grammar)).Parse(typed).Value.Arguments;
        return (catalog.FindByVerb(parsed.Verb)!, parsed);
    }
}
