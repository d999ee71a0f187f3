using BotResponder.Core.Actions;
using BotResponder.Defender;
using BotResponder.Teams.Authentication;
using BotResponder.Teams.Manifest;

namespace BotResponder.Host.Manifest;

/// <summary><c>BotResponder.Host -- manifest --out bot.zip</c>: writes what is uploaded to Teams. Starts nothing and calls nobody.</summary>
internal static class PackageCommand
{
    /// <returns>0 when the package is written, 1 when it is not, 2 when the words were not understood.</returns>
    public static async Task<int> RunAsync(string[] words, TextWriter output, TextWriter errors)
    {
        if (PackageOrder.Parse(words, out var fault) is not { } order)
        {
            await errors.WriteLineAsync(fault);
            return 2;
        }

        var builder = WebApplication.CreateBuilder(order.Settings);
        if (!Guid.TryParse(builder.Configuration[$"{TeamsOptions.Section}:{nameof(TeamsOptions.AppId)}"], out var bot) || bot == Guid.Empty)
        {
            await errors.WriteLineAsync("Teams:AppId must be the bot's application id: Teams finds the bot by it. Nothing was written.");
            return 1;
        }

        // Only what declares the actions; none of their own settings is read.
        builder.Services.AddDefender();
        builder.Logging.ClearProviders();
        await using var host = builder.Build();
        var version = order.Version ?? Own();
        var values = new ManifestValues(order.Id ?? bot, bot, version, CommandMenu.Of(host.Services.GetRequiredService<ActionCatalog>()));
        return await WriteAsync(order.Out, values, output, errors);
    }

    private static async Task<int> WriteAsync(string path, ManifestValues values, TextWriter output, TextWriter errors)
    {
        using var package = new MemoryStream();
        AppPackage.Write(package, ManifestTemplate.Fill(Read(AppPackage.Manifest), values), Read(AppPackage.Color), Read(AppPackage.Outline));
        try
        {
            await File.WriteAllBytesAsync(path, package.ToArray());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"The package could not be written: {exception.Message}");
            return 1;
        }

        await output.WriteLineAsync($"{path}: version {values.Version} of app {values.AppId} for bot {values.BotId}, {values.Commands.Count} commands in its menu.");
        return 0;
    }

    private static Version Own() => new(typeof(PackageCommand).Assembly.GetName().Version!.ToString(3));

    /// <summary>The folder <c>manifest</c> of the repository, built in.</summary>
    private static byte[] Read(string name)
    {
        using var resource = typeof(PackageCommand).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not built in.");
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }
}
