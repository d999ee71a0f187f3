using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Devices;

/// <summary>The device in a command: how it is declared, checked and typed by the bot itself.</summary>
internal static class DeviceArgument
{
    public const string Name = "device";
    public const string Help = "host name or Defender device id";

    /// <summary>A DNS name has at most 255 characters.</summary>
    private const int MaxLength = 255;

    public static Result<string> Read(CommandArguments arguments) => Check(arguments.Find(Name));

    public static Result<string> Check(string? typed) => typed?.Trim() switch
    {
        { Length: > 0 and <= MaxLength } device => device,
        _ => new Problem.Malformed($"Name one device: its host name or Defender device id, 1 to {MaxLength} characters."),
    };

    /// <summary>The command of this verb for a device that is known by its id.</summary>
    public static CommandArguments Command(string verb, ActionTarget target)
    {
        var command = new CommandArguments { Verb = verb };
        return command with { Values = command.Values.Add(Name, target.Id) };
    }
}
