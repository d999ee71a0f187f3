using BotResponder.Core.Actions;
using BotResponder.Host.Chat;
using BotResponder.Teams.Manifest;

namespace BotResponder.Host.Manifest;

/// <summary>What Teams offers while somebody types. The menu is short: <c>help</c> shows the rest.</summary>
internal static class CommandMenu
{
    /// <summary>The commands that make sense without a request's code.</summary>
    private static readonly string[] s_always = ["help", "status", "pending", "audit", "whoami"];

    public static IReadOnlyList<MenuCommand> Of(ChatVocabulary vocabulary)
    {
        var commands = s_always.Select(verb => Line(vocabulary.Commands.Single(command => command.Grammar.Verb == verb)));
        return [.. commands.Concat(InTurn(vocabulary.Catalog.All.Select(action => action.Descriptor)).Select(Line)).Take(MenuCommand.Most)];
    }

    /// <summary>Every kind of target once before any comes twice, the gravest action of each kind first: too many actions then hide no kind.</summary>
    public static IEnumerable<ActionDescriptor> InTurn(IEnumerable<ActionDescriptor> actions) => actions
        .GroupBy(action => action.TargetKind, StringComparer.Ordinal)
        .SelectMany(kind => kind.OrderByDescending(action => action.Policy.Risk).Select((action, place) => (action, place)))
        .OrderBy(entry => entry.place)
        .Select(entry => entry.action);

    public static MenuCommand Line(ActionDescriptor action) => new(action.Grammar.Verb, action.Summary);

    private static MenuCommand Line(IChatCommand command) => new(command.Grammar.Verb, command.Summary);
}
