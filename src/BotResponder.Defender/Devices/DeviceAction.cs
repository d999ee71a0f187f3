using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Devices;

/// <summary>A response action that is a machine action of Defender's: what all of them do alike.</summary>
internal abstract class DeviceAction<T>(MachineActionKind kind, DevicePreview devices, DeviceOperation operation, JsonTypeInfo<T> json) : ResponseAction<T>(json)
    where T : class
{
    private readonly JsonTypeInfo<T> _json = json;

    public override async Task<ImmutableArray<Result<ActionPreview>>> PreviewManyAsync(
        CustomerId customer, ImmutableArray<ActionParameters> parameters, CancellationToken cancellationToken)
    {
        ImmutableArray<T> read = [.. parameters.Select(each => JsonSerializer.Deserialize(each.Json, _json) ?? throw new JsonException("Parameters are null."))];
        var found = await devices.FindManyAsync(customer, [.. read.Select(DeviceOf)], cancellationToken);
        return [.. found.Zip(read, Preview)];
    }

    public override Task<Problem?> AdmitAsync(CustomerId customer, CancellationToken cancellationToken) =>
        operation.AdmitAsync(customer, kind, cancellationToken);

    public override Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken) =>
        operation.FindOwnAsync(order, kind, cancellationToken);

    public override Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken) =>
        operation.ReadStatusAsync(customer, receipt, kind, cancellationToken);

    protected override async Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, T parameters, ActionTarget? known, CancellationToken cancellationToken) =>
        Preview(await devices.FindAsync(customer, DeviceOf(parameters), known, cancellationToken), parameters);

    /// <summary>The host name or device id in the parameters.</summary>
    protected abstract string DeviceOf(T parameters);

    /// <summary>Adds to a device's preview what this action does to it.</summary>
    protected abstract ActionPreview Describe(FoundDevice found, T parameters);

    protected Task<Result<ActionReceipt>> StartAsync<TBody>(ActionOrder order, TBody body, JsonTypeInfo<TBody> bodyJson, CancellationToken cancellationToken) =>
        operation.StartAsync(order, kind, body, bodyJson, cancellationToken);

    private Result<ActionPreview> Preview(Result<FoundDevice> read, T parameters) =>
        read.TryGetValue(out var found, out var problem) ? Describe(found, parameters) : problem;
}
