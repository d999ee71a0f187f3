using System.Diagnostics;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Journeys.Interop;

/// <summary>The Microsoft 365 Agents Playground in a process of its own, with Ann in front of it. No token, http service URL on loopback.</summary>
public sealed class AgentsPlayground : IAsyncDisposable
{
    /// <summary>The channel SOC in the team that it pretends.</summary>
    public const string SocChannel = "19:a6e7500000000000000000000000cafe@thread.tacv2";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("botresponder-agents-").FullName;
    private Process? _process;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public static async Task<AgentsPlayground> StartAsync(Uri bot, CancellationToken cancellationToken)
    {
        var playground = new AgentsPlayground();
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(s_patience);
            await playground.ListenAsync(bot, patience.Token);
            return playground;
        }
        catch
        {
            await playground.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Ann at the keyboard. Five more people are demanded.</summary>
    private static string Configuration()
    {
        CastMember[] others = [Cast.Bo, Cast.Eve, Cast.Dee, Cast.Gil, Cast.Nia];
        return $"""
            version: "0.1.1"
            tenantId: {Cast.ContosoId}
            bot:
              id: "{Cast.BotTeamsId}"
              name: {Cast.BotName}
            currentUser:
              {Person(Cast.Ann, "  ")}
            users:
            {string.Join('\n', others.Select(person => $"  - {Person(person, "    ")}"))}
            personalChat:
              id: "a:agents-playground"
            groupChat:
              id: "19:a6e7500000000000000000000000beef@thread.v2"
              name: Night shift
            team:
              id: "19:a6e7500000000000000000000000f00d@thread.tacv2"
              name: Contoso Security
              aadGroupId: 00000000-0000-4000-8000-00000000f00d
              channels:
                - id: "{SocChannel}"
                  name: SOC
            """;
    }

    private static string Person(CastMember person, string indent) => string.Join('\n' + indent,
        $"id: \"{person.Mri}\"", $"name: {person.Name}", $"userPrincipleName: \"{person.UserPrincipalName}\"", $"aadObjectId: {person.ObjectId}",
        $"givenName: {person.Name.Split(' ')[0]}", $"surname: {person.Name.Split(' ')[^1]}", $"email: \"{person.UserPrincipalName}\"");

    private static string Installed()
    {
        const string Inside = "tests/AgentsPlayground";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, Inside);
            if (File.Exists(Path.Combine(candidate, "start.js")))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"No {Inside} above {AppContext.BaseDirectory}.");
    }

    private async Task ListenAsync(Uri bot, CancellationToken cancellationToken)
    {
        const string Ready = "Listening on ";
        var configuration = Path.Combine(_folder, "playground.yml");
        await File.WriteAllTextAsync(configuration, Configuration(), cancellationToken);
        var log = Path.Combine(_folder, "playground.log");
        _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Installed(), "start.js"), bot.AbsoluteUri])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = configuration, ["M365_AGENTS_PLAYGROUND_LOGFILE"] = log },
        }) ?? throw new InvalidOperationException("Node.js did not start.");
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                Address = new($"http://127.0.0.1:{line[Ready.Length..]}/");
                _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException($"The Agents Playground ended at its start: {await File.ReadAllTextAsync(log, cancellationToken)}");
    }
}
