using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Customers;
using BotResponder.Defender;
using BotResponder.Defender.Api;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Health;

/// <summary>Whether the bot gets tokens for each customer, and whether they carry what every response action needs.</summary>
internal sealed class TenantCheck(TenantPermissions permissions, CustomerDirectory customers, ActionCatalog catalog, IOptions<DefenderOptions> defender)
{
    public async Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken cancellationToken)
    {
        List<CheckLine> lines = [];
        foreach (var customer in customers.All)
        {
            lines.AddRange(Judge(customer, await permissions.ReadAsync(customer.Id, cancellationToken)));
        }

        return lines;
    }

    private IEnumerable<CheckLine> Judge(Customer customer, IReadOnlyList<ServicePermissions> services)
    {
        var what = $"tenant {customer.Name}";
        var refused = services.Where(service => service.Roles.Problem is not null).ToArray();
        if (refused.Length > 0)
        {
            return refused.Select(service => CheckLine.Failed(what, $"No token for {service.Service} in {customer.Id}. {service.Roles.Problem!.Sentence}"));
        }

        var held = services.SelectMany(service => service.Roles.Value).ToImmutableHashSet(StringComparer.Ordinal);
        var needed = catalog.All.SelectMany(action => action.Descriptor.Permissions.Select(permission => (permission, action.Descriptor.Id)))
            .ToLookup(need => need.permission, need => need.Id, StringComparer.Ordinal);
        var missing = needed.Where(permission => !permission.Key.Split(" or ").Any(held.Contains)).OrderBy(permission => permission.Key, StringComparer.Ordinal).ToArray();
        return missing.Length == 0
            ? [CheckLine.Ok(what, $"Tokens for Defender and Microsoft Graph, with all {needed.Count} permissions of {catalog.All.Count()} response actions.")]
            : missing.Select(permission => CheckLine.Failed(what, $"{permission.Key} is missing in {customer.Id}; {string.Join(", ", permission)} will be refused. "
                + $"Add it to the app registration, then let an administrator of the tenant consent: {ConsentLink(customer)}"));
    }

    private string ConsentLink(Customer customer) =>
        $"{defender.Value.AuthorityHost.GetLeftPart(UriPartial.Authority)}/{customer.Id}/adminconsent?client_id={defender.Value.ClientId}";
}
