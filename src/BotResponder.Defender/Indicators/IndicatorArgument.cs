using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Indicators;

/// <summary>The indicator in a command: how it is declared, checked and typed by the bot itself.</summary>
internal static class IndicatorArgument
{
    public const string Name = "indicator";
    public const string Help = "file hash, address, link or domain; may be defanged";

    public static Result<IndicatorValue> Read(CommandArguments arguments) => IndicatorValue.Read(arguments.Find(Name));

    /// <summary>Of a frozen target, whose id is the value as it was written once.</summary>
    /// <exception cref="ArgumentException">It is no indicator.</exception>
    public static IndicatorValue Of(ActionTarget target) =>
        target.Kind == Name && IndicatorValue.Read(target.Id) is { Problem: null, Value: var value } && value.Text == target.Id
            ? value
            : throw new ArgumentException("The target is no indicator.", nameof(target));

    /// <summary>The command of this verb for an indicator.</summary>
    public static CommandArguments Command(string verb, ActionTarget target)
    {
        var command = new CommandArguments { Verb = verb };
        return command with { Values = command.Values.Add(Name, target.Id) };
    }
}
