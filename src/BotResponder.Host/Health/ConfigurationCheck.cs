using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using Microsoft.Extensions.Options;

namespace BotResponder.Host.Health;

/// <summary>Whether the start would accept the configuration: every option, and what they say together.</summary>
internal static class ConfigurationCheck
{
    private const string What = "configuration";

    public static IEnumerable<CheckLine> Run(IServiceProvider services)
    {
        var customers = services.GetRequiredService<IConfiguration>().GetSection($"{CustomerOptions.Section}:{nameof(CustomerOptions.Customers)}");
        if (!customers.GetChildren().Any())
        {
            return [CheckLine.Failed(What, "No customer is configured. Write at least one under Protection:Customers; appsettings.sample.json shows how.")];
        }

        string[] faults = [.. Faults(() => services.GetRequiredService<IStartupValidator>().Validate())];
        if (faults.Length == 0)
        {
            // What only shows when it is put together: customers or rules that contradict each other.
            faults = [.. Faults(() => services.GetRequiredService<CustomerDirectory>()), .. Faults(() => services.GetRequiredService<PolicyBook>())];
        }

        return faults.Length == 0
            ? [CheckLine.Ok(What, $"Valid, with {services.GetRequiredService<CustomerDirectory>().All.Count()} customer(s).")]
            : faults.Select(fault => CheckLine.Failed(What, fault));
    }

    private static IEnumerable<string> Faults(Action build)
    {
        try
        {
            build();
            return [];
        }
        catch (AggregateException several)
        {
            return several.InnerExceptions.SelectMany(Sentences);
        }
        catch (Exception one) when (one is OptionsValidationException or InvalidOperationException)
        {
            return Sentences(one);
        }
    }

    /// <summary>Validation sentences name settings and ranges, never values.</summary>
    private static IEnumerable<string> Sentences(Exception exception) => exception is OptionsValidationException invalid
        ? invalid.Failures.SelectMany(failure => failure.Split("; ")).Distinct(StringComparer.Ordinal)
        : [exception.Message];
}
