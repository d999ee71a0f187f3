using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Limits;

namespace BotResponder.Defender.Devices;

/// <summary>A response action on a device: how it finds it, alone or with others, and what it shows of it.</summary>
internal abstract class DeviceTargetAction<T>(DevicePreview devices, JsonTypeInfo<T> json) : ResponseAction<T>(json)
    where T : class
{
    private readonly JsonTypeInfo<T> _json = json;

    public override async Task<ImmutableArray<Result<ActionPreview>>> PreviewManyAsync(
        CustomerId customer, ImmutableArray<ActionParameters> parameters, CancellationToken cancellationToken)
    {
        ImmutableArray<T> read = [.. parameters.Select(each => JsonSerializer.Deserialize(each.Json, _json) ?? throw new JsonException("Parameters are null."))];
        var found = await devices.FindManyAsync(customer, Descriptor.Id, [.. read.Select(DeviceOf)], cancellationToken);
        var refused = await RefuseAsync(customer, found, Urgency.Interactive, cancellationToken);
        return [.. found.Zip(read, (each, parameter) => refused(each) is { } problem ? problem : Preview(each, parameter))];
    }

    protected override async Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, T parameters, ActionTarget? known, CancellationToken cancellationToken)
    {
        var found = await devices.FindAsync(customer, Descriptor.Id, DeviceOf(parameters), known, cancellationToken);
        var refused = await RefuseAsync(customer, [found], known is null ? Urgency.Interactive : Urgency.Background, cancellationToken);
        return refused(found) is { } problem ? problem : Preview(found, parameters);
    }

    /// <summary>True when nobody reaches the device afterwards: the last domain controller is then refused. False unless overridden.</summary>
    protected virtual bool CutsOff => false;

    /// <summary>The host name or device id in the parameters.</summary>
    protected abstract string DeviceOf(T parameters);

    /// <summary>Adds to a device's preview what this action does to it.</summary>
    protected abstract ActionPreview Describe(FoundDevice found, T parameters);

    /// <returns>Says of each why it must not be done to it, whoever approves; null when it may.</returns>
    private async Task<Func<Result<FoundDevice>, Problem?>> RefuseAsync(
        CustomerId customer, ImmutableArray<Result<FoundDevice>> found, Urgency urgency, CancellationToken cancellationToken) => CutsOff
            ? await devices.RefuseLastAsync(customer, [.. found.Where(each => each.Problem is null).Select(each => each.Value)], urgency, cancellationToken)
            : _ => null;

    private Result<ActionPreview> Preview(Result<FoundDevice> read, T parameters) =>
        read.TryGetValue(out var found, out var problem) ? Describe(found, parameters) : problem;
}
