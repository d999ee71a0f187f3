using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BotResponder.Core.Audit;
using BotResponder.Core.Customers;
using BotResponder.Core.Records;
using BotResponder.Host;
using BotResponder.Teams.Connector;
using BotResponder.Tests.Samples;
using BotResponder.Tests.Teams.Authentication;
using BotResponder.Tests.Teams.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotResponder.Tests.Attacks;

/// <summary>The real Host with real tokens in and out, a store that shows every write, a Teams that shows every call, and a trap where Defender would be.</summary>
public sealed class AttackedBot : IAsyncLifetime
{
    internal const string Contoso = "c0a70c0a-1111-4c0a-8c0a-c0a70c0a0001";
    internal const string Provider = "fab21fab-2222-4fab-8fab-fab21fab0002";
    internal const string Channel = "19:soc@thread.tacv2";

    /// <summary>Holds roles with Contoso.</summary>
    internal const string Ann = "aaaaaaaa-0000-4000-8000-000000000001";

    /// <summary>A guest of Contoso whom the settings name.</summary>
    internal const string NamedGuest = "aaaaaaaa-0000-4000-8000-000000000002";

    /// <summary>At home with the provider, and named by the settings.</summary>
    internal const string NamedForeigner = "aaaaaaaa-0000-4000-8000-000000000003";

    private readonly string _folder = Directory.CreateTempSubdirectory("botresponder-attack-").FullName;
    private readonly TcpListener _defender = new(IPAddress.Loopback, 0);
    private WebApplication? _app;
    private TokenMint? _mint;
    private PretendTeams? _teams;
    private int _lastId;

    internal WatchedStore Store { get; } = new();

    internal PretendTeams Teams => _teams!;

    internal IServiceProvider Services => _app!.Services;

    /// <summary>True once anything has connected to where Defender, Graph and their tokens would be.</summary>
    internal bool HasCalledDefender => _defender.Pending();

    public async ValueTask InitializeAsync()
    {
        _defender.Start();
        _mint = await TokenMint.StartAsync();
        _teams = await PretendTeams.StartAsync();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = _folder });
        builder.Configuration.AddInMemoryCollection(TeamsApp.WithTokens(_mint.Metadata)).AddInMemoryCollection(Settings());
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new ConnectorCredential(new CountingCredential(), "scope"));
        builder.AddBotResponder();
        builder.Services.AddSingleton<IRecordStore>(Store);
        _app = builder.Build();
        _app.MapBotResponder();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        // Which settings are in force is written down at the start, a commit for each customer: attacks count what is written after it.
        var customers = Settings().Count(setting => setting.Key.EndsWith(":TenantId", StringComparison.Ordinal));
        await UntilAsync(() => Store.Commits.Count >= customers);
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _teams!.DisposeAsync();
        await _mint!.DisposeAsync();
        _defender.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A message from a person of Contoso in its channel; each has an id of its own.</summary>
    internal JsonObject Message(string? objectId, string text, string tenant = Contoso, string conversation = Channel) => new()
    {
        ["type"] = "message",
        ["id"] = $"{Interlocked.Increment(ref _lastId)}",
        ["channelId"] = "msteams",
        ["serviceUrl"] = Teams.ServiceUrl,
        ["text"] = text,
        ["from"] = new JsonObject { ["id"] = $"29:{objectId}", ["name"] = "Ann Olsen", ["aadObjectId"] = objectId },
        ["recipient"] = new JsonObject { ["id"] = "28:" + TeamsApp.AppId },
        ["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = "channel", ["tenantId"] = tenant },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant } },
    };

    /// <summary>Posts it as Teams does, with a token that is good for it.</summary>
    internal async Task<(HttpStatusCode Status, string Body)> PostAsync(JsonObject activity)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(_app!.Urls.First()), "/api/messages"));
        request.Content = new StringContent(activity.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + _mint!.With("serviceurl", (string?)activity["serviceUrl"]));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Posts a message, and waits for the bot's answer and for the end of its turn.</summary>
    internal async Task<string> AskAsync(JsonObject message)
    {
        var (said, handled) = (Teams.Said.Count, Handled());
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(message)).Status);
        await UntilAsync(() => Teams.Said.Count > said && Handled() > handled);
        return Teams.Said[said].Body;
    }

    /// <summary>A named person is answered: whatever was sent before has been seen by then.</summary>
    internal async Task AnswersAsync() => Assert.Contains("Responder", await AskAsync(Message(Ann, "whoami")), StringComparison.OrdinalIgnoreCase);

    internal async Task<IReadOnlyList<AuditFact>> AuditAsync() =>
        [.. (await Services.GetRequiredService<AuditTrail>().NewestAsync(new CustomerId(Contoso), 100, TestContext.Current.CancellationToken)).Select(line => line.Entry.Fact)];

    internal static async Task UntilAsync(Func<bool> isTrue)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!isTrue())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private int Handled() => Store.Commits.Count(commit => commit is [RecordWrite.Delete { Key.Row: var row }] && row.StartsWith("open|", StringComparison.Ordinal));

    private Dictionary<string, string?> Settings() => new(StringComparer.Ordinal)
    {
        ["Defender:ClientId"] = TeamsApp.AppId,
        ["Defender:ClientSecret"] = "not a secret",
        ["Defender:BaseUrl"] = $"http://{_defender.LocalEndpoint}",
        ["Defender:GraphBaseUrl"] = $"http://{_defender.LocalEndpoint}",
        ["Defender:AuthorityHost"] = $"https://{_defender.LocalEndpoint}",
        ["Defender:DisableInstanceDiscovery"] = "true",
        ["Ledger:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["Storage:Path"] = Path.Combine(_folder, "bot.db"),
        ["Protection:Customers:0:TenantId"] = Contoso,
        ["Protection:Customers:0:Name"] = "Contoso",
        ["Protection:Customers:0:Channels:0"] = Channel,
        ["Protection:Customers:0:Responders:0"] = $"{Contoso}/{Ann}",
        ["Protection:Customers:0:Responders:1"] = $"{Contoso}/{NamedGuest}",
        ["Protection:Customers:0:Responders:2"] = $"{Provider}/{NamedForeigner}",
    };
}
