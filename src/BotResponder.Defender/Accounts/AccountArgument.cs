using System.Text.Json.Serialization;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;
using BotResponder.Defender.Indicators;

namespace BotResponder.Defender.Accounts;

/// <summary>The account in a command: how it is declared, checked and typed by the bot itself.</summary>
internal static class AccountArgument
{
    public const string Name = "account";
    public const string Help = "sign-in name, \"display name\", object id, SID or Windows logon name";

    private const int MaxLength = 255;

    public static Result<string> Read(CommandArguments arguments) => arguments.Find(Name)?.Trim() switch
    {
        // "block" is this action's word, and somebody may mean what no account is called.
        { Length: > 0 } typed when IndicatorValue.Read(typed) is { Problem: null, Value: { Type: not IndicatorType.DomainName } value } => new Problem.Malformed(
            $"{value.Text} is no account. To block it on all devices type indicator block {value.Text} because, and why; lift {value.Text} takes that back."),
        { Length: > 0 and <= MaxLength } account => account,
        _ => new Problem.Malformed($"Name one account: its sign-in name, display name, object id, SID or Windows logon name, 1 to {MaxLength} characters."),
    };

    /// <summary>The command of this verb for an account that is known by its id.</summary>
    public static CommandArguments Command(string verb, ActionTarget target)
    {
        var command = new CommandArguments { Verb = verb };
        return command with { Values = command.Values.Add(Name, target.Id) };
    }
}

/// <param name="Account">What was typed.</param>
internal sealed record AccountParameters(string Account);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AccountParameters))]
internal sealed partial class AccountArgumentJson : JsonSerializerContext;
