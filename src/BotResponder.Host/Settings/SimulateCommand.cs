using System.Globalization;
using BotResponder.Core.Customers;
using BotResponder.Core.Policies;
using BotResponder.Core.Requests;

namespace BotResponder.Host.Settings;

/// <summary><c>BotResponder.Host -- simulate policy FILE on 30d</c>: what the rules of a file would have said of what was asked. Reads, and changes nothing.</summary>
/// <remarks>On the host and not in chat, because it shows requests of all customers: who runs the bot may see those.</remarks>
internal static class SimulateCommand
{
    /// <returns>0 when it was tried, whatever came of it; 1 when the rules cannot be read.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, SimulateOrder order, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            var rules = Read(order.File);
            foreach (var customer in services.GetRequiredService<CustomerDirectory>().All)
            {
                var simulation = await services.GetRequiredService<SimulatePolicy>().RunAsync(customer, rules, order.Window, cancellationToken);
                await WriteAsync(customer, simulation, output);
            }

            return 0;
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
        {
            await errors.WriteLineAsync($"{unreadable.Message} Nothing was tried.");
            return 1;
        }
    }

    private static PolicyOptions Read(string file)
    {
        var section = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file)).Build().GetSection(PolicyOptions.Section);
        if (!section.Exists())
        {
            throw new InvalidOperationException($"{file} has no section {PolicyOptions.Section}: write it as it would stand in appsettings.json.");
        }

        var rules = new PolicyOptions();
        section.Bind(rules, binder => binder.ErrorOnUnknownConfiguration = true);
        return new PolicyOptionsValidator().Validate(null, rules) is { Failed: true, FailureMessage: var fault } ? throw new InvalidOperationException(fault) : rules;
    }

    private static async Task WriteAsync(Customer customer, PolicySimulation simulation, TextWriter output)
    {
        var forgotten = simulation.Forgotten == 0 ? "" : Invariant($"; {simulation.Forgotten} of actions that this version does not know were left out");
        await output.WriteLineAsync(Invariant($"{customer.Name}, policy {simulation.Version}: {simulation.Tried} requests, {simulation.Different.Length} decided differently{forgotten}."));
        foreach (var different in simulation.Different)
        {
            var request = different.Request;
            await output.WriteLineAsync(Invariant($"  {request.Code} {request.CreatedAt:yyyy-MM-dd HH:mm}Z {request.Action} {Plain(request.Subject)}, asked by {Plain(request.Requester.Name)}"));
            await output.WriteLineAsync($"    was:      {Plain(different.Was)}");
            await output.WriteLineAsync($"    would be: {Plain(different.WouldBe)}{(different.Rules.IsEmpty ? "" : $" [{string.Join(" + ", different.Rules)}]")}");
        }
    }

    /// <summary>Other people's text goes to a terminal: what steers one is shown and not done.</summary>
    private static string Plain(string text) => string.Concat(text.Select(letter => char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        ? Invariant($"\\u{(int)letter:X4}") : letter.ToString()));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
