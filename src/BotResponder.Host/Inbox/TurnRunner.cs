using System.Collections.Concurrent;
using BotResponder.Core.Records;
using BotResponder.Host.Workers;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Inbox;

/// <summary>Handles taken activities in the background: one person's in one conversation in order, different people's side by side, no tenant at the cost of another.</summary>
/// <remarks>A turn that failed leaves its line and comes again later: what its sender says next need not wait for it.</remarks>
internal sealed class TurnRunner(TurnRun turn, IOptions<WorkOptions> options, TimeProvider time, ILogger<TurnRunner> log) : IHostedService, IDisposable
{
    /// <summary>The most turns of one tenant that are held in memory. More stay in the store, and are begun when there is room.</summary>
    internal const int MostOfOneTenant = 1000;

    private readonly FairGate _gate = new(options.Value.MostAtOnce, options.Value.MostPerCustomer);
    private readonly Dictionary<string, Task> _lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RecordKey, byte> _known = new();
    private readonly ConcurrentDictionary<string, int> _ofTenant = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Does not wait. An activity that is being handled already is not handled twice; one of a tenant without room is left to the sweeper.</summary>
    public void Start(InboxItem item)
    {
        var tenant = TenantOf(item);
        if (_stopping.IsCancellationRequested || !_known.TryAdd(item.Key, 0))
        {
            return;
        }

        if (_ofTenant.AddOrUpdate(tenant, 1, (_, before) => before + 1) > MostOfOneTenant)
        {
            log.TenantIsFull(tenant);
            Forget(item);
            return;
        }

        Enter(item);
    }

    /// <summary>True when this process would begin it: it is not at it already, and the tenant has room.</summary>
    public bool CanStart(InboxItem item) => !_known.ContainsKey(item.Key) && _ofTenant.GetValueOrDefault(TenantOf(item)) < MostOfOneTenant;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Begins no more, and lets what runs end as long as the host waits. The rest is in the inbox.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        Task[] running;
        lock (_lines)
        {
            running = [.. _lines.Values];
        }

        await Task.WhenAll(running).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private static string TenantOf(InboxItem item) => item.Entry.Activity.TenantId() ?? "-";

    private void Enter(InboxItem item)
    {
        var activity = item.Entry.Activity;
        var line = $"{activity.Conversation?.Id}\n{activity.From?.AadObjectId ?? activity.From?.Id}";
        lock (_lines)
        {
            var before = _lines.GetValueOrDefault(line, Task.CompletedTask);
            var run = Task.Run(() => RunAfterAsync(before, item));
            _lines[line] = run;
            _ = run.ContinueWith(done => Leave(line, done), TaskScheduler.Default);
        }
    }

    private void Leave(string line, Task done)
    {
        lock (_lines)
        {
            if (_lines.TryGetValue(line, out var last) && last == done)
            {
                _lines.Remove(line);
            }
        }
    }

    private void Forget(InboxItem item)
    {
        _known.TryRemove(item.Key, out _);
        _ofTenant.AddOrUpdate(TenantOf(item), 0, (_, before) => before - 1);
    }

    private async Task RunAfterAsync(Task before, InboxItem item)
    {
        await before;
        var tenant = TenantOf(item);
        await _gate.EnterAsync(tenant);
        (InboxItem Next, TimeSpan Wait)? again = null;
        try
        {
            again = _stopping.IsCancellationRequested ? null : await turn.RunAsync(item);
        }
        finally
        {
            _gate.Leave(tenant);
        }

        if (again is { } retry)
        {
            _ = RetryAsync(retry.Next, retry.Wait);
        }
        else
        {
            Forget(item);
        }
    }

    private async Task RetryAsync(InboxItem item, TimeSpan wait)
    {
        await Task.Delay(wait, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_stopping.IsCancellationRequested)
        {
            Forget(item);
        }
        else
        {
            Enter(item);
        }
    }
}
