using BotResponder.Core.Actions;
using BotResponder.Core.Policies;
using BotResponder.Tests.Defender;

namespace BotResponder.Tests.Policies;

/// <summary>The README's table of shipped rules is what the actions of this version declare.</summary>
public sealed class PolicyReadmeTests
{
    private const string Readme = "src/BotResponder.Core/Policies/README.md";

    [Fact]
    public async Task Readme_ItsTable_IsWhatTheCodeShips()
    {
        await using var microsoft = await PretendMicrosoft.StartAsync();
        var table = PolicyText.Table(microsoft.Get<ActionCatalog>().All.SelectMany(action => ShippedRules.Of(action.Descriptor)));

        var path = Path.Combine(ArchitectureRules.Root, Readme);
        var written = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            written = written[..written.IndexOf("| rule |", StringComparison.Ordinal)] + table;
            await File.WriteAllTextAsync(path, written, TestContext.Current.CancellationToken);
        }

        Assert.True(written.EndsWith("\n\n" + table, StringComparison.Ordinal), $"{Readme} should end with this table:\n{table}");
    }
}
