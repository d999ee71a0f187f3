using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Devices;

/// <summary>A response action that is a machine action of Defender's: what all of them do alike.</summary>
internal abstract class DeviceAction<T>(MachineActionKind kind, DevicePreview devices, DeviceOperation operation, JsonTypeInfo<T> json)
    : DeviceTargetAction<T>(devices, json)
    where T : class
{
    public override Task<Problem?> AdmitAsync(CustomerId customer, CancellationToken cancellationToken) =>
        operation.AdmitAsync(customer, kind, cancellationToken);

    public override Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken) =>
        operation.FindOwnAsync(order, kind, cancellationToken);

    public override Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken) =>
        operation.ReadStatusAsync(customer, receipt, kind, cancellationToken);

    protected Task<Result<ActionReceipt>> StartAsync<TBody>(ActionOrder order, TBody body, JsonTypeInfo<TBody> bodyJson, CancellationToken cancellationToken) =>
        operation.StartAsync(order, kind, body, bodyJson, cancellationToken);
}
