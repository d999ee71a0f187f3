using System.Collections.Immutable;

namespace BotResponder.Core.Actions;

/// <summary>Every response action there is. A clash of ids, verbs or aliases, or an undo that does not exist, stops the start.</summary>
public sealed class ActionCatalog
{
    private readonly ImmutableSortedDictionary<string, IResponseAction> _byId;
    private readonly ImmutableSortedDictionary<string, IResponseAction> _byVerb;

    /// <exception cref="InvalidOperationException">Two actions clash, an undo names no action, or what may be asked for a while has none.</exception>
    public ActionCatalog(IEnumerable<IResponseAction> actions)
    {
        var byId = ImmutableSortedDictionary.CreateBuilder<string, IResponseAction>(StringComparer.Ordinal);
        var byVerb = ImmutableSortedDictionary.CreateBuilder<string, IResponseAction>(StringComparer.OrdinalIgnoreCase);
        foreach (var action in actions)
        {
            Add(byId, action.Descriptor.Id.Value, action);
            foreach (var verb in action.Descriptor.Grammar.Aliases.Insert(0, action.Descriptor.Grammar.Verb))
            {
                Add(byVerb, verb, action);
            }
        }

        foreach (var action in byId.Values)
        {
            if (action.Descriptor is { IsContainment: true, UndoneBy: null })
            {
                throw new InvalidOperationException($"{action.Descriptor.Id} may be asked for a while, and nothing undoes it.");
            }

            if (action.Descriptor.UndoneBy is { } undo && (!byId.ContainsKey(undo.Value) || action.Descriptor.UndoCommand is null))
            {
                throw new InvalidOperationException($"{action.Descriptor.Id} is undone by {undo}, which is not in the catalog or has no undo command.");
            }
        }

        _byId = byId.ToImmutable();
        _byVerb = byVerb.ToImmutable();
    }

    /// <summary>By id, in order.</summary>
    public IEnumerable<IResponseAction> All => _byId.Values;

    public IResponseAction? FindByVerb(string verb) => _byVerb.GetValueOrDefault(verb);

    /// <summary>Null for an id of another version of the bot.</summary>
    public IResponseAction? Find(ActionId id) => _byId.GetValueOrDefault(id.Value);

    private static void Add(ImmutableSortedDictionary<string, IResponseAction>.Builder index, string key, IResponseAction action)
    {
        if (!index.TryAdd(key, action))
        {
            throw new InvalidOperationException($"Two actions are called {key}: {index[key].Descriptor.Id} and {action.Descriptor.Id}.");
        }
    }
}
