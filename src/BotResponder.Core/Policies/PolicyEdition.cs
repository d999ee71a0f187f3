using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BotResponder.Core.Actions;

namespace BotResponder.Core.Policies;

/// <summary>The rules as they were at one time: of the settings and, behind them, those that ship.</summary>
public sealed class PolicyEdition
{
    private readonly ImmutableArray<PolicyRule> _own;
    private readonly ImmutableHashSet<string> _names;
    private readonly ConcurrentDictionary<ActionId, ImmutableArray<PolicyRule>> _byAction = new();

    internal PolicyEdition(ImmutableArray<PolicyRule> own, ActionCatalog catalog)
    {
        _own = own;
        _names = [.. own.Select(rule => rule.Name)];
        All = [.. _own, .. catalog.All.SelectMany(action => Shipped(action.Descriptor))];
        var text = string.Join('\n', All.Select(rule => $"{rule.Name}\t{PolicyText.When(rule.When)}\t{PolicyText.Then(rule.Effect)}"));
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }

    /// <summary>In the order in which they are read.</summary>
    public ImmutableArray<PolicyRule> All { get; }

    /// <summary>12 hexadecimal digits: the same rules give the same ones.</summary>
    public string Version { get; }

    /// <summary>Those that may be about an action, in their order.</summary>
    internal ImmutableArray<PolicyRule> About(ActionDescriptor action) =>
        _byAction.GetOrAdd(action.Id, static (_, asked) => [.. asked.Edition._own, .. asked.Edition.Shipped(asked.Action)], (Edition: this, Action: action));

    private IEnumerable<PolicyRule> Shipped(ActionDescriptor action) => ShippedRules.Of(action).Where(rule => !_names.Contains(rule.Name));
}
