using System.Collections.Immutable;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Defender.Lookups;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat;

/// <summary>Puts what the bot's own store says about a device beside what Defender says.</summary>
internal sealed class DeviceViews(RequestBook requests, RequestCards cards, TimeProvider time)
{
    private const string Kind = "device";

    /// <summary>More than anybody leaves open.</summary>
    private const int MostOpen = 1000;

    public async Task<DeviceView> OfAsync(Customer customer, DeviceSheet sheet, CancellationToken cancellationToken)
    {
        var open = await requests.OpenAsync(customer.Id, MostOpen, cancellationToken);
        return new(
            customer.Name, sheet, [.. open.Where(request => IsAbout(request, customer, sheet))], await ProvenAsync(customer, sheet, cancellationToken), cards.TitleOf, time.GetUtcNow());
    }

    /// <summary>A comment of Defender's that names a request proves nothing: the request must stand in the store, and be about this device.</summary>
    private async Task<ImmutableDictionary<RequestId, ShortCode>> ProvenAsync(Customer customer, DeviceSheet sheet, CancellationToken cancellationToken)
    {
        var claimed = sheet.Actions.Select(action => action.Claims).OfType<RequestId>().Distinct();
        var found = await Task.WhenAll(claimed.Select(id => requests.FindAsync(id, cancellationToken)));
        return found.OfType<ResponseRequest>().Where(request => IsAbout(request, customer, sheet)).ToImmutableDictionary(request => request.Id, request => request.Code);
    }

    private static bool IsAbout(ResponseRequest request, Customer customer, DeviceSheet sheet) =>
        request.Customer == customer.Id && request.Operations.Any(operation => operation.Target.Kind == Kind && operation.Target.Id == sheet.Id);
}
