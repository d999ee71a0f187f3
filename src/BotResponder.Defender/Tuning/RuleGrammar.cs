using System.Text.Json.Serialization;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Tuning;

/// <summary>How a tuning rule is typed: <c>hide da63… any-type when file.sha1 is 0a1b… because …</c>.</summary>
internal static class RuleGrammar
{
    public const string Condition = "condition";

    private const string AnyType = "any-type";

    public static CommandGrammar For(string verb) => CommandGrammar.ForVerb(verb)
        .Takes(CaseKind.Alert.Name, CaseArgument.Help(CaseKind.Alert), CaseKind.Alert.Name)
        .MayTakeRestAfter("when", Condition, $"which alerts it catches, such as {RuleReader.Example}; with is, starts-with, ends-with or contains, and and, or and brackets. Without it I offer what the alert shows")
        .Allows(AnyType, "alerts of every type, not only of this alert's type")
        .Because();

    public static Result<RuleParameters> Read(CommandArguments arguments)
    {
        if (!CaseArgument.Read(arguments, CaseKind.Alert).TryGetValue(out var alert, out var problem))
        {
            return problem;
        }

        if (arguments.Find(Condition) is not { } typed)
        {
            return new RuleParameters(alert, null, arguments.Has(AnyType));
        }

        return RuleReader.Read(typed).TryGetValue(out var condition, out var malformed) ? new RuleParameters(alert, RuleText.Write(condition), arguments.Has(AnyType)) : malformed;
    }
}

/// <param name="Alert">What was typed.</param>
/// <param name="Condition">As <see cref="RuleText"/> writes it; null asks for it.</param>
internal sealed record RuleParameters(string Alert, string? Condition, bool IsAnyType);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RuleParameters))]
[JsonSerializable(typeof(RuleTask))]
internal sealed partial class RuleJson : JsonSerializerContext;
