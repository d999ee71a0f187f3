using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;

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
        var found = await devices.FindManyAsync(customer, [.. read.Select(DeviceOf)], cancellationToken);
        return [.. found.Zip(read, Preview)];
    }

    protected override async Task<Result<ActionPreview>> PreviewAsync(
        CustomerId customer, T parameters, ActionTarget? known, CancellationToken cancellationToken) =>
        Preview(await devices.FindAsync(customer, DeviceOf(parameters), known, cancellationToken), parameters);

    /// <summary>The host name or device id in the parameters.</summary>
    protected abstract string DeviceOf(T parameters);

    /// <summary>Adds to a device's preview what this action does to it.</summary>
    protected abstract ActionPreview Describe(FoundDevice found, T parameters);

    private Result<ActionPreview> Preview(Result<FoundDevice> read, T parameters) =>
        read.TryGetValue(out var found, out var problem) ? Describe(found, parameters) : problem;
}
