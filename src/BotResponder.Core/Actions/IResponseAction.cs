using System.Collections.Immutable;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;

namespace BotResponder.Core.Actions;

/// <summary>Something that Defender or Entra can be told to do. Found by scanning the assembly; never registered by hand.</summary>
/// <remarks>
/// Which <see cref="Problem"/> a call returns decides what happens next, so it must be exact: <see cref="Problem.Throttled"/> and
/// <see cref="Problem.Unavailable"/> promise that nothing was done, <see cref="Problem.Uncertain"/> says that it may have been,
/// everything else is final.
/// </remarks>
public interface IResponseAction
{
    ActionDescriptor Descriptor { get; }

    /// <summary>Turns the typed words into parameters. Pure: no I/O.</summary>
    Result<ActionParameters> Bind(CommandArguments arguments);

    /// <summary>
    /// Finds exactly one target and says what would happen. Reads only; called when somebody asks and again right before dispatch.
    /// Several targets for one name are <see cref="Problem.Ambiguous"/>; none, or one outside the customer, is <see cref="Problem.NotFound"/>
    /// with near names of this customer in its sentence.
    /// </summary>
    /// <param name="known">The frozen target when it is read again: looked up by its id, never by its name. Null the first time.</param>
    Task<Result<ActionPreview>> PreviewAsync(CustomerId customer, ActionParameters parameters, ActionTarget? known, CancellationToken cancellationToken);

    /// <summary>As <see cref="PreviewAsync"/>, the first time, for many targets of one request; reads for all of them together where Microsoft lets it.</summary>
    /// <returns>One answer for each of <paramref name="parameters"/>, in the same order.</returns>
    Task<ImmutableArray<Result<ActionPreview>>> PreviewManyAsync(
        CustomerId customer, ImmutableArray<ActionParameters> parameters, CancellationToken cancellationToken);

    /// <summary>Waits until Microsoft's documented limits let one more call of this action leave, and counts it as left. Called right before <see cref="ExecuteAsync"/>.</summary>
    /// <returns>Null when it may leave now; otherwise why it may not yet, and nothing is counted.</returns>
    Task<Problem?> AdmitAsync(CustomerId customer, CancellationToken cancellationToken);

    /// <summary>Makes the one call. Never retries a call that may have been carried out: that is <see cref="Problem.Uncertain"/>.</summary>
    Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, CancellationToken cancellationToken);

    /// <summary>Looks for what an earlier <see cref="ExecuteAsync"/> of the same order started, by the request id that stands first in the comment.</summary>
    /// <returns>The receipt to adopt; a null receipt when there is certainly none; a problem when it could not be looked up.</returns>
    Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken);

    /// <summary>Where an accepted order stands. Safe to call as often as one likes.</summary>
    Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken);
}

/// <param name="Receipt">Null: Defender knows of no such action.</param>
public sealed record AdoptedReceipt(ActionReceipt? Receipt);
