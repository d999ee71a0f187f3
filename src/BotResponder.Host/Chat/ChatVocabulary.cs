using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;

namespace BotResponder.Host.Chat;

/// <summary>Every word that can begin a command. Two meanings for one word stop the start.</summary>
internal sealed class ChatVocabulary
{
    private readonly ImmutableDictionary<string, IChatCommand> _commands;

    /// <exception cref="InvalidOperationException">Two commands, or a command and an action, share a word.</exception>
    public ChatVocabulary(ActionCatalog catalog, IEnumerable<IChatCommand> commands)
    {
        Catalog = catalog;
        Commands = [.. commands.OrderBy(command => command.Grammar.Verb, StringComparer.Ordinal)];
        var grammars = Catalog.All.Select(action => action.Descriptor.Grammar).Concat(Commands.Select(command => command.Grammar)).ToImmutableArray();
        var twice = grammars.SelectMany(grammar => grammar.Aliases.Add(grammar.Verb)).GroupBy(verb => verb, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any());
        if (twice is not null)
        {
            throw new InvalidOperationException($"Two commands begin with {twice.Key}.");
        }

        Parser = new(grammars);
        _commands = Commands.ToImmutableDictionary(command => command.Grammar.Verb, StringComparer.OrdinalIgnoreCase);
    }

    public ActionCatalog Catalog { get; }

    public ImmutableArray<IChatCommand> Commands { get; }

    public CommandParser Parser { get; }

    /// <summary>The chat command behind a parsed verb; null when a response action is.</summary>
    public IChatCommand? FindCommand(CommandGrammar grammar) => _commands.GetValueOrDefault(grammar.Verb);
}
