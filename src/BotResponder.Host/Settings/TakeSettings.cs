using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Settings;

/// <summary>Puts the customers and rules of the configuration, as it is now, in force: both, or none of them.</summary>
internal sealed class TakeSettings(SettingsReader reader, CustomerDirectory customers, PolicyBook policy, ILogger<TakeSettings> log)
{
    /// <returns>False when the start would not accept them: then the old ones stay, and the log says why.</returns>
    public bool Run()
    {
        try
        {
            var (newer, rules) = reader.Read();
            customers.TakeOver(newer);
            policy.TakeOver(rules);
            log.SettingsTaken(customers.All.Count(), policy.Version);
            return true;
        }
        catch (Exception fault) when (fault is InvalidOperationException or OptionsValidationException)
        {
            log.SettingsRefused(fault.InnerException is { } inner ? $"{fault.Message} {inner.Message}" : fault.Message);
            return false;
        }
    }
}
