using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;

namespace BotResponder.Core.Actions;

/// <summary>An action whose parameters are a record of its own. Stored and hashed as JSON; the action only ever sees the record.</summary>
public abstract class ResponseAction<T>(JsonTypeInfo<T> json) : IResponseAction
    where T : class
{
    public abstract ActionDescriptor Descriptor { get; }

    public Result<ActionParameters> Bind(CommandArguments arguments) =>
        BindParameters(arguments).TryGetValue(out var bound, out var problem)
            ? new ActionParameters(JsonSerializer.Serialize(bound, json))
            : problem;

    public Task<Result<ActionPreview>> PreviewAsync(CustomerId customer, ActionParameters parameters, ActionTarget? known, CancellationToken cancellationToken) =>
        PreviewAsync(customer, Read(parameters), known, cancellationToken);

    /// <summary>One after another; an action whose API reads many at once overrides it.</summary>
    public virtual async Task<ImmutableArray<Result<ActionPreview>>> PreviewManyAsync(
        CustomerId customer, ImmutableArray<ActionParameters> parameters, CancellationToken cancellationToken)
    {
        var previews = ImmutableArray.CreateBuilder<Result<ActionPreview>>(parameters.Length);
        foreach (var each in parameters)
        {
            previews.Add(await PreviewAsync(customer, each, known: null, cancellationToken));
        }

        return previews.MoveToImmutable();
    }

    /// <summary>At once: an action whose API has a documented limit overrides it.</summary>
    public virtual Task<Problem?> AdmitAsync(CustomerId customer, CancellationToken cancellationToken) => Task.FromResult<Problem?>(null);

    public Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, CancellationToken cancellationToken) =>
        ExecuteAsync(order, Read(order.Parameters), cancellationToken);

    public abstract Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken);

    public abstract Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken);

    protected abstract Result<T> BindParameters(CommandArguments arguments);

    protected abstract Task<Result<ActionPreview>> PreviewAsync(CustomerId customer, T parameters, ActionTarget? known, CancellationToken cancellationToken);

    protected abstract Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, T parameters, CancellationToken cancellationToken);

    private T Read(ActionParameters parameters) =>
        JsonSerializer.Deserialize(parameters.Json, json) ?? throw new JsonException("Stored parameters are null.");
}
