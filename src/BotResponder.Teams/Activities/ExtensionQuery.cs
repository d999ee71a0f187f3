using System.Text.Json;

namespace BotResponder.Teams.Activities;

/// <summary>Somebody searches in the message extension. What it holds is words to look for, never a right.</summary>
/// <param name="CommandId">The search command's id in the manifest.</param>
/// <param name="Words">What was typed, 200 UTF-16 characters at most; empty when the box has just been opened.</param>
/// <remarks>Source: invoke "composeExtension/query"; a box that has just been opened sends the parameter "initialRun" and no words.</remarks>
public sealed record ExtensionQuery(string CommandId, string Words)
{
    /// <summary>The search parameter's name in the manifest.</summary>
    public const string Parameter = "words";

    private const int MaxWords = 200;

    public static Reading<ExtensionQuery> Read(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value || JsonText.Of(value, "commandId") is not { Length: > 0 and <= ExtensionCommand.MaxCommandLength } command)
        {
            return Reading<ExtensionQuery>.Refuse("The query names no command.");
        }

        var parameters = JsonText.Member(value, "parameters") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Take(5) : [];
        var words = parameters.FirstOrDefault(each => each.ValueKind == JsonValueKind.Object && JsonText.Of(each, "name") == Parameter);
        return Reading<ExtensionQuery>.Of(new(command, words.ValueKind == JsonValueKind.Object ? JsonText.Of(words, "value", MaxWords)?.Trim() ?? "" : ""));
    }
}
