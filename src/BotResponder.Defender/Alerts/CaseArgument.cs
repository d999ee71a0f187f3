using System.Text.Json.Serialization;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Alerts;

/// <summary>The alert or incident in a command: how it is declared, checked and typed by the bot itself.</summary>
internal static class CaseArgument
{
    private const int MaxLength = 255;

    /// <summary><c>resolve da63…, da64…</c>, or <c>resolve alert da63…</c>; a verb that names the kind already stands alone: <c>comment-incident 2001</c>.</summary>
    public static CommandGrammar Grammar(CaseKind kind, string verb) => verb.EndsWith($"-{kind.Name}", StringComparison.Ordinal)
        ? CommandGrammar.ForVerb(verb).TakesList(kind.Name, Help(kind))
        : CommandGrammar.ForVerb(verb).TakesList(kind.Name, Help(kind), kind.Name);

    public static string Help(CaseKind kind) => $"the {kind.Name}'s id, as in the address of its page in the Defender portal";

    public static Result<string> Read(CommandArguments arguments, CaseKind kind) => arguments.Find(kind.Name)?.Trim() switch
    {
        { Length: > 0 and <= MaxLength } typed => typed,
        _ => new Problem.Malformed($"Name one {kind.Name} by its id, 1 to {MaxLength} characters."),
    };

    /// <summary>The command of this verb for one that is known by its id.</summary>
    public static CommandArguments Command(CaseKind kind, string verb, ActionTarget target)
    {
        var command = new CommandArguments { Verb = verb };
        return command with { Values = command.Values.Add(kind.Name, target.Id) };
    }
}

/// <param name="Id">What was typed.</param>
/// <param name="Value">What the change needs to know besides, checked: a verdict, a person; empty for nothing.</param>
internal sealed record CaseParameters(string Id, string Value);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CaseParameters))]
internal sealed partial class CaseArgumentJson : JsonSerializerContext;
