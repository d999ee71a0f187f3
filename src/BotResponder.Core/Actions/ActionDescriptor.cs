using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;

namespace BotResponder.Core.Actions;

/// <summary>A response action's stable dotted id, such as <c>device.isolate</c>. Stands in audit entries for ever.</summary>
[JsonConverter(typeof(TextJson.ActionId))]
public readonly record struct ActionId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>All that is declared of a response action. Help, cards, audit words, permission checks and docs are derived from it.</summary>
public sealed record ActionDescriptor
{
    public required ActionId Id { get; init; }

    /// <summary>As Defender names it: <c>Isolate device</c>.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence for help: what it does to the target.</summary>
    public required string Summary { get; init; }

    public required CommandGrammar Grammar { get; init; }

    /// <summary>Whole commands; each is parsed, bound and looked up in the action's README by a test.</summary>
    public required ImmutableArray<string> Examples { get; init; }

    /// <summary>Application permissions that the customer's tenant must have consented to; <c>A or B</c> where either of two will do.</summary>
    public required ImmutableArray<string> Permissions { get; init; }

    public required ActionPolicy Policy { get; init; }

    /// <summary>The action that takes it back; null says that it cannot be undone, and the card says so.</summary>
    public required ActionId? UndoneBy { get; init; }

    /// <summary>One sentence: what the bot reads before it says that the action is done; or that nothing can be read.</summary>
    public required string VerifiedBy { get; init; }

    /// <summary>How the target is called in sentences: <c>device</c>, <c>account</c>, <c>alert</c>. Also its kind in keys.</summary>
    public required string TargetKind { get; init; }

    /// <summary>True when whoever the target is cannot sign in afterwards, or may not under the tenant's own policies: it must not leave too few approvers. Default false.</summary>
    public bool BarsSignIn { get; init; }

    /// <summary>True when the target stays cut off until it is undone: it may be asked for a while, and stands in the register of what is contained.</summary>
    public bool IsContainment => Grammar.Lasts is not null;

    /// <summary>The command that undoes it for a target of this id: verb and target, without a reason. Null when <see cref="UndoneBy"/> is.</summary>
    public Func<ActionTarget, CommandArguments>? UndoCommand { get; init; }

    /// <summary>What the undo takes over from the parameters besides the target, such as a tag, by the names of the undo's own grammar. Null for nothing.</summary>
    public Func<ActionParameters, ImmutableDictionary<string, string>>? UndoKeeps { get; init; }

    /// <summary>The command that undoes it for this target, without a reason; null when it cannot be undone.</summary>
    public CommandArguments? Undo(ActionTarget target, ActionParameters parameters) => UndoCommand?.Invoke(target) is { } command
        ? command with { Values = command.Values.SetItems(UndoKeeps?.Invoke(parameters) ?? []) }
        : null;
}
