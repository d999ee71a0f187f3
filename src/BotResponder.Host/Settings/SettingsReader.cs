using BotResponder.Core.Actions;
using BotResponder.Core.BreakGlass;
using BotResponder.Core.Customers;
using BotResponder.Core.Delegations;
using BotResponder.Core.Groups;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Settings;

/// <summary>Reads customers and policy out of the configuration as it is now, as strictly as the start does.</summary>
internal sealed class SettingsReader(IConfiguration configuration, RequestIds ids, RoleGroups groups, StandingDelegations delegations, ActionCatalog catalog)
{
    public static void Strict(BinderOptions binder) => binder.ErrorOnUnknownConfiguration = true;

    /// <exception cref="InvalidOperationException">Something is unknown, cannot be read, or contradicts something else.</exception>
    /// <exception cref="OptionsValidationException">Something is missing or out of its range.</exception>
    public (CustomerDirectory Customers, PolicyBook Policy) Read()
    {
        var (protection, rules) = (new CustomerOptions(), new PolicyOptions());
        configuration.GetSection(CustomerOptions.Section).Bind(protection, Strict);
        configuration.GetSection(PolicyOptions.Section).Bind(rules, Strict);
        Check(CustomerOptions.Section, new CustomerOptionsValidator().Validate(null, protection), typeof(CustomerOptions));
        Check(PolicyOptions.Section, new PolicyOptionsValidator().Validate(null, rules), typeof(PolicyOptions));
        var customers = new CustomerDirectory(Options.Create(protection), ids, groups, delegations);
        RefuseUnreviewed(customers);
        return (customers, new(Options.Create(rules), catalog, customers));
    }

    /// <summary>Nobody is let through the glass for a customer who has nobody to look at it afterwards.</summary>
    private void RefuseUnreviewed(CustomerDirectory customers)
    {
        var glass = new GlassOptions();
        configuration.GetSection(GlassOptions.Section).Bind(glass);
        _ = new GlassUses(customers, Options.Create(glass));
    }

    private static void Check(string section, ValidateOptionsResult result, Type type)
    {
        if (result.Failed)
        {
            throw new OptionsValidationException(section, type, result.Failures);
        }
    }
}
