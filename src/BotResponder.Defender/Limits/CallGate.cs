using System.Collections.Concurrent;
using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Limits;

/// <summary>What every call to Microsoft passes: the circuit of its service and the permits of its endpoint, each one tenant's own.</summary>
internal sealed class CallGate(IOptions<DefenderOptions> options, TimeProvider time, ILogger<CallGate> log) : IDisposable
{
    private readonly ConcurrentDictionary<(CustomerId Customer, Endpoint Endpoint), CallBucket> _buckets = new();
    private readonly ConcurrentDictionary<(CustomerId Customer, Upstream Api), Circuit> _circuits = new();

    /// <summary>Waits until a call may leave, and counts it.</summary>
    /// <returns>Null when it may; else why not, and nothing is counted.</returns>
    public async Task<Problem?> AdmitAsync(CustomerId customer, Endpoint endpoint, Urgency urgency, CancellationToken cancellationToken) =>
        Circuit(customer, endpoint).Check() ?? await Bucket(customer, endpoint).AdmitAsync(urgency, cancellationToken);

    /// <summary>For a call that was admitted and leaves now.</summary>
    /// <returns>What goes with its request, or why it may not leave after all.</returns>
    public Result<CallPermit> Enter(CustomerId customer, Endpoint endpoint, CancellationToken cancellationToken)
    {
        var (bucket, circuit) = (Bucket(customer, endpoint), Circuit(customer, endpoint));
        return (bucket.Check() ?? circuit.Enter()) is { } problem ? problem : new CallPermit(bucket, circuit, cancellationToken);
    }

    /// <summary><see cref="AdmitAsync"/>, then <see cref="Enter"/>.</summary>
    public async Task<Result<CallPermit>> EnterAsync(CustomerId customer, Endpoint endpoint, Urgency urgency, CancellationToken cancellationToken) =>
        await AdmitAsync(customer, endpoint, urgency, cancellationToken) is { } problem ? problem : Enter(customer, endpoint, cancellationToken);

    /// <summary>Where somebody waits, or Microsoft is not called at all.</summary>
    public ImmutableArray<UpstreamLine> Lines() =>
    [
        .. _buckets.Select(pair => (pair.Key.Customer, pair.Key.Endpoint, pair.Value.State, IsDown: Circuit(pair.Key.Customer, pair.Key.Endpoint).IsOpen))
            .Where(line => line.State.Waiting > 0 || line.State.NextFree > TimeSpan.Zero || line.IsDown)
            .Select(line => new UpstreamLine(line.Customer, line.Endpoint.Service, line.Endpoint.Words, line.State.Waiting, line.State.NextFree, line.IsDown)),
    ];

    public void Dispose()
    {
        foreach (var bucket in _buckets.Values)
        {
            bucket.Dispose();
        }
    }

    private CallBucket Bucket(CustomerId customer, Endpoint endpoint) =>
        _buckets.GetOrAdd((customer, endpoint), key => new(key.Endpoint, options.Value, time));

    private Circuit Circuit(CustomerId customer, Endpoint endpoint) =>
        _circuits.GetOrAdd((customer, endpoint.Api), key => new(endpoint.Service, key.Customer, options.Value, time, log));
}
