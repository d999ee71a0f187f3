using BotResponder.Core.Actions;
using BotResponder.Host.Chat;
using BotResponder.Host.Chat.Commands;
using BotResponder.Teams.Manifest;

namespace BotResponder.Host.Manifest;

/// <summary>What Teams offers while somebody types. The menu is short: <c>help</c> shows the rest.</summary>
internal static class CommandMenu
{
    public static IReadOnlyList<MenuCommand> Of(ActionCatalog catalog)
    {
        // Those that make sense without a request's code.
        IChatCommand[] always = [Declared<HelpCommand>(), Declared<StatusCommand>(), Declared<PendingCommand>(), Declared<AuditCommand>(), Declared<WhoAmICommand>()];
        return [.. always.Select(Line).Concat(InTurn(catalog.All.Select(action => action.Descriptor)).Select(Line)).Take(MenuCommand.Most)];
    }

    /// <summary>
    /// Every kind of target once before any comes twice: too many actions then hide no kind. Of a kind, what can be taken back comes first, then the gravest:
    /// nobody is offered to offboard a device before she is offered to isolate it.
    /// </summary>
    public static IEnumerable<ActionDescriptor> InTurn(IEnumerable<ActionDescriptor> actions) => actions
        .GroupBy(action => action.TargetKind, StringComparer.Ordinal)
        .SelectMany(kind => kind.OrderByDescending(action => action.UndoneBy is not null).ThenByDescending(action => action.Policy.Risk).Select((action, place) => (action, place)))
        .OrderBy(entry => entry.place)
        .Select(entry => entry.action);

    public static MenuCommand Line(ActionDescriptor action) => new(action.Grammar.Verb, action.Summary);

    private static MenuCommand Line(IChatCommand command) => new(command.Grammar.Verb, command.Summary);

    /// <summary>Made without what it works with, a store for example, which a manifest must not need: only what it declares is read.</summary>
    private static T Declared<T>()
        where T : IChatCommand
    {
        var constructor = typeof(T).GetConstructors().Single();
        return (T)constructor.Invoke(new object?[constructor.GetParameters().Length]);
    }
}
