using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.People;
using BotResponder.Core.Results;

namespace BotResponder.Core.Dialogs;

/// <summary>A command that still lacks something, between two messages. Belongs to one person in one conversation; stored, so it survives a restart.</summary>
public sealed record DialogState
{
    /// <summary>After ten minutes a half-typed command is forgotten: an old answer must not start anything.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Opaque; the card that asks carries it and nothing else.</summary>
    public required string Id { get; init; }

    public required PersonId Person { get; init; }

    public required CommandArguments Arguments { get; init; }

    /// <summary>The argument that is asked for now; <see cref="ParsedCommand.Reason"/> for the reason.</summary>
    public required string Asks { get; init; }

    /// <summary>When a name fits several targets: what there is to choose from. Empty for a free answer.</summary>
    public ImmutableArray<Candidate> Choices { get; init; } = [];

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>For whom the command is, as it was when the question was asked; null for one that needs no customer.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>The activity that led to this question. When its turn is run again, it must not pass for the answer.</summary>
    public string? AskedBy { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DialogState))]
public sealed partial class DialogJson : JsonSerializerContext;
