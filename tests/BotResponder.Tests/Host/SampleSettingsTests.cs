using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotResponder.Core.Approvals;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Containments;
using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using BotResponder.Core.Watching;
using BotResponder.Defender;
using BotResponder.Defender.Actions.StartTroubleshootingMode;
using BotResponder.Defender.Tuning;
using BotResponder.Host.People;
using BotResponder.Host.Workers;
using BotResponder.Storage;
using BotResponder.Storage.Azure;
using BotResponder.Teams.Authentication;
using BotResponder.Teams.Connector;

namespace BotResponder.Tests.Host;

/// <summary>appsettings.sample.json shows every option that there is, and nothing else.</summary>
public sealed class SampleSettingsTests
{
    private static readonly Dictionary<string, Type> Sections = new(StringComparer.Ordinal)
    {
        [TeamsOptions.Section] = typeof(TeamsOptions),
        [ConnectorOptions.Section] = typeof(ConnectorOptions),
        [DefenderOptions.Section] = typeof(DefenderOptions),
        [TroubleshootingOptions.Section] = typeof(TroubleshootingOptions),
        [TuningOptions.Section] = typeof(TuningOptions),
        [StorageOptions.Section] = typeof(StorageOptions),
        [LedgerOptions.Section] = typeof(LedgerOptions),
        [CustomerOptions.Section] = typeof(CustomerOptions),
        [GlassOptions.Section] = typeof(GlassOptions),
        [ApprovalOptions.Section] = typeof(ApprovalOptions),
        [ContainmentOptions.Section] = typeof(ContainmentOptions),
        [PolicyOptions.Section] = typeof(PolicyOptions),
        [PeopleOptions.Section] = typeof(PeopleOptions),
        [DispatchOptions.Section] = typeof(DispatchOptions),
        [WatchOptions.Section] = typeof(WatchOptions),
        [WorkOptions.Section] = typeof(WorkOptions),
    };

    [Fact]
    public void Sample_AgainstTheOptionClasses_ShowsEachSettingOnce()
    {
        var shown = Names(Sample(), "").Order(StringComparer.Ordinal);
        var existing = Sections.SelectMany(section => Names(section.Value, section.Key + ":"))
            .Concat(Names(typeof(CustomerEntry), "Protection:Customers:"))
            .Concat(Names(typeof(ScopeLineEntry), "Protection:Customers:Scope:Only:")).Append("Protection:Customers:Scope:Never")
            .Concat(Names(typeof(PolicyRuleEntry), "Policy:Rules:")).Concat(Names(typeof(EscalationEntry), "Policy:Rules:Escalation:")).Order(StringComparer.Ordinal);

        Assert.Equal(existing, shown);
    }

    [Fact]
    public void Sections_AgainstTheAssemblies_AreAll()
    {
        var assemblies = Sections.Values.Select(type => type.Assembly).Append(typeof(BotResponder.Host.BotResponderHost).Assembly).Distinct();
        var found = assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true });

        Assert.Equal(Sections.Values.Select(type => type.Name).Order(StringComparer.Ordinal), found.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    private static JsonObject Sample() => JsonNode.Parse(
        File.ReadAllText(Path.Combine(ArchitectureRules.Root, "appsettings.sample.json")), null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();

    private static IEnumerable<string> Names(JsonObject json, string prefix) => json.SelectMany(member => member.Value switch
    {
        JsonObject inner => Names(inner, $"{prefix}{member.Key}:"),
        JsonArray { Count: > 0 } list when list[0] is JsonObject first => Names(first, $"{prefix}{member.Key}:"),
        _ => [prefix + member.Key],
    });

    private static IEnumerable<string> Names(Type options, string prefix) => options.GetProperties()
        .Where(property => property.PropertyType != typeof(IList<CustomerEntry>) && property.PropertyType != typeof(IList<PolicyRuleEntry>) && property.PropertyType != typeof(IList<EscalationEntry>) && property.PropertyType != typeof(ScopeEntry))
        .SelectMany(property => property.PropertyType == typeof(AzureStorageOptions)
            ? Names(property.PropertyType, $"{prefix}{property.Name}:")
            : [prefix + property.Name]);
}
