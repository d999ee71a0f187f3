using BotResponder.Host;
using BotResponder.Host.Health;
using BotResponder.Host.Manifest;
using BotResponder.Host.Settings;

var (command, settings) = HostCommand.Parse(args);
var simulate = command == HostCommand.Simulate ? SimulateOrder.Parse(settings) : null;
if (command is null || (command == HostCommand.Simulate && simulate is null))
{
    await Console.Error.WriteLineAsync(HostCommand.Usage);
    return 2;
}

if (command == HostCommand.Manifest)
{
    return await PackageCommand.RunAsync(settings, Console.Out, Console.Error);
}

var builder = WebApplication.CreateBuilder(simulate?.Settings ?? settings);
builder.AddBotResponder();
if (command == HostCommand.Run)
{
    var app = builder.Build();
    app.MapBotResponder();
    await app.RunAsync();
    return 0;
}

// Its lines are all there is to read.
builder.Logging.ClearProviders();
await using var bot = builder.Build();
if (simulate is not null)
{
    return await SimulateCommand.RunAsync(bot.Services, simulate, Console.Out, Console.Error, CancellationToken.None);
}

return command == HostCommand.Check
    ? await HostCheck.RunAsync(bot.Services, Console.Out, CancellationToken.None)
    : await HostCheck.UnparkAsync(bot.Services, Console.Out, CancellationToken.None);
