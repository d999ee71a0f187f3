using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Containments;
using BotResponder.Core.Results;

namespace BotResponder.Host.Chat;

/// <summary>A response action that stands inside another command: <c>can I isolate WS-042</c>, <c>break glass: isolate WS-042 because …</c>. It is complete, or refused.</summary>
internal sealed class TypedAction(IServiceProvider services)
{
    /// <param name="typed">Other people's text.</param>
    /// <param name="before">The words of the command around it, for sentences.</param>
    /// <param name="needsReason">False: a reason may be left out.</param>
    public Result<BoundAction> Bind(string typed, string before, bool needsReason)
    {
        // The vocabulary is made of the commands, those that use this one included.
        var vocabulary = services.GetRequiredService<ChatVocabulary>();
        if (!vocabulary.Parser.Parse(typed).TryGetValue(out var parsed, out var problem))
        {
            return problem;
        }

        if (vocabulary.Catalog.FindByVerb(parsed.Grammar.Verb) is not { } action)
        {
            return new Problem.Malformed($"{parsed.Grammar.Verb} is no response action, so no rule speaks of it. Try: {before} isolate WS-042{(needsReason ? " because ransomware" : "")}");
        }

        if (parsed.Missing.FirstOrDefault(name => needsReason || name != ParsedCommand.Reason) is { } missing)
        {
            return new Problem.Malformed($"Please name the {(missing == ParsedCommand.Reason ? missing : action.Descriptor.TargetKind)} too: {before} {parsed.Grammar.Usage}");
        }

        if (!LeaseTime.Of(parsed.Grammar, parsed.Arguments).TryGetValue(out var lease, out var unreadable) && unreadable is not null)
        {
            return unreadable;
        }

        var bound = parsed.Arguments.Each(parsed.Grammar).Select(action.Bind).ToArray();
        return bound.FirstOrDefault(each => each.Problem is not null).Problem is { } wrong
            ? wrong
            : new BoundAction(action, [.. bound.Select(each => each.Value)], parsed.Arguments.Reason ?? "") { Lease = lease };
    }
}

/// <param name="Parameters">One for each target that was typed.</param>
/// <param name="Reason">Empty when none was typed.</param>
internal sealed record BoundAction(IResponseAction Action, ImmutableArray<ActionParameters> Parameters, string Reason)
{
    /// <summary>After how long it is undone by itself; null when it is not.</summary>
    public TimeSpan? Lease { get; init; }
}
