using System.Collections.Immutable;
using BotResponder.Core.Customers;

namespace BotResponder.Core.Actions;

/// <summary>A response action whose effect lasts until somebody takes it back. That can happen outside the bot, so what was done is watched afterwards.</summary>
public interface ILastingAction
{
    /// <summary>Whether what was done still holds. Reads only, in the background; safe to call as often as one likes.</summary>
    /// <returns>One answer for each of <paramref name="effects"/>, in the same order.</returns>
    Task<ImmutableArray<EffectState>> ReadEffectsAsync(CustomerId customer, ImmutableArray<LastingEffect> effects, CancellationToken cancellationToken);
}

/// <summary>What one operation brought about.</summary>
/// <param name="Since">When its call left: what happened to the target before that says nothing about it.</param>
public sealed record LastingEffect(ActionTarget Target, ActionParameters Parameters, ActionReceipt Receipt, DateTimeOffset Since);

/// <summary>Whether something still is as an operation left it.</summary>
public abstract record EffectState
{
    public static EffectState Holds { get; } = new Held();

    /// <summary>It could not be read, or what was read says neither.</summary>
    public static EffectState Unknown { get; } = new Unread();

    public sealed record Held : EffectState;

    public sealed record Unread : EffectState;

    /// <summary>It does not hold any more.</summary>
    /// <param name="What">What happened, as the beginning of a sentence of ours: <c>Released outside the bot</c>.</param>
    /// <param name="Detail">A whole sentence of ours: what it was read from. With Microsoft's words only where they were made safe.</param>
    public sealed record Over(string What, string Detail) : EffectState;
}
