using BotResponder.Core.Actions;

namespace BotResponder.Tests.Defender;

/// <summary>The table of all actions that people read is what the catalog says.</summary>
public sealed class ActionTableTests : IAsyncLifetime
{
    private const string Begin = "<!-- Written by ActionTableTests from the declarations: run it with UPDATE_GOLDEN=1 after a change. -->\n";
    private const string End = "<!-- End of the table. -->";

    private static readonly string File = Path.Combine(ArchitectureRules.Root, "src", "BotResponder.Defender", "Actions", "README.md");

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync() => _microsoft = await PretendMicrosoft.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    [Trait("Attack", "30")]
    public void Descriptor_OfWhatKeepsPeopleOut_CountsForTheLockOut() =>
        Assert.Equal(["account.compromised", "account.disable"], _microsoft.Get<ActionCatalog>().All.Where(action => action.Descriptor.BarsSignIn).Select(action => action.Descriptor.Id.Value));

    [Fact]
    public async Task Table_InTheReadme_IsThatOfTheCatalog()
    {
        var table = Table(_microsoft.Get<ActionCatalog>());
        var (before, written, after) = Parts(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await System.IO.File.WriteAllTextAsync(File, before + table + after, TestContext.Current.CancellationToken);
            written = table;
        }

        Assert.Equal(table, written);
    }

    private static (string Before, string Table, string After) Parts(string readme)
    {
        var (begin, end) = (readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, readme.IndexOf(End, StringComparison.Ordinal));
        Assert.InRange(end, begin, readme.Length);
        return (readme[..begin], readme[begin..end], readme[end..]);
    }

    private static string Table(ActionCatalog catalog) =>
        "| action | type | approvals, of a critical target | undone by | permissions | how it is known that it was done |\n|---|---|---|---|---|---|\n"
        + string.Concat(catalog.All.Select(action => Row(catalog, action)));

    private static string Row(ActionCatalog catalog, IResponseAction action)
    {
        var (descriptor, folder) = (action.Descriptor, action.GetType().Namespace!.Split('.')[^1]);
        var undo = descriptor.UndoneBy is { } by ? $"`{catalog.Find(by)!.Descriptor.Grammar.Verb}`" : "nothing";
        return $"| [{descriptor.Title}]({folder}/README.md) | `{descriptor.Grammar.Usage}` | {descriptor.Policy.Approvals}, {descriptor.Policy.CriticalAssetApprovals} | {undo} "
            + $"| {string.Join(", ", descriptor.Permissions.Select(permission => $"`{permission}`"))} | {descriptor.VerifiedBy} |\n";
    }
}
