using BotResponder.Core.Customers;
using BotResponder.Core.Ledgers;
using BotResponder.Core.Requests;
using BotResponder.Core.Work;
using BotResponder.Host.Settings;
using Microsoft.Extensions.DependencyInjection;
using People = BotResponder.Simulator.Tenants.Cast;

namespace BotResponder.Tests.Host.Check;

public sealed class HostCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_AllGood_ExitsWithZeroAndALineEach()
    {
        await using var bot = await CheckedBot.CreateAsync();

        var (exitCode, lines) = await bot.CheckAsync(Token);

        Assert.DoesNotContain("FAILED", lines, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.Contains("OK      configuration: Valid, with 1 customer(s).", lines, StringComparison.Ordinal);
        Assert.Contains("OK      storage: Writable, and a stale write is refused.", lines, StringComparison.Ordinal);
        Assert.Contains("OK      queue: Items go in and come out. No bot is running. Depth: 0 waiting, 0 being done.", lines, StringComparison.Ordinal);
        Assert.Contains("OK      parked: Nothing is parked.", lines, StringComparison.Ordinal);
        Assert.Matches("OK {6}tenant Contoso: Tokens for Defender and Microsoft Graph, with all [0-9]+ permissions of [0-9]+ response actions[.]", lines);
        Assert.Contains("WARNING bot token: Not used", lines, StringComparison.Ordinal);
        Assert.Contains("OK      clock: Agrees with Microsoft's.", lines, StringComparison.Ordinal);
        Assert.DoesNotContain(People.BotSecret, lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_BesideARunningBot_SeesItTakeTheProbe()
    {
        await using var bot = await CheckedBot.CreateAsync();
        await bot.RunAsync(Token);

        var (exitCode, lines) = await bot.CheckAsync(Token);

        Assert.Equal(0, exitCode);
        Assert.Contains("OK      queue: A running bot took the probe after", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_MissingPermissions_NamesEachWithTenantAndConsentLink()
    {
        await using var bot = await CheckedBot.CreateAsync();
        (bot.Settings["Defender:ClientId"], bot.Settings["Defender:ClientSecret"]) = (People.ReaderAppId, People.ReaderSecret);

        var (exitCode, lines) = await bot.CheckAsync(Token);

        Assert.Equal(1, exitCode);
        Assert.Contains($"FAILED  tenant Contoso: Machine.Isolate is missing in {People.ContosoId}; action.stop, device.contain, device.isolate, device.release will be refused.", lines, StringComparison.Ordinal);
        Assert.Contains("FAILED  tenant Contoso: ThreatHunting.Read.All is missing", lines, StringComparison.Ordinal);
        Assert.Contains($"/{People.ContosoId}/adminconsent?client_id={People.ReaderAppId}", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("Machine.Read.All is missing", lines, StringComparison.Ordinal);
        Assert.DoesNotContain(People.ReaderSecret, lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WrongSecret_SaysSoWithoutShowingIt()
    {
        await using var bot = await CheckedBot.CreateAsync();
        bot.Settings["Defender:ClientSecret"] = "the-wrong-one";

        var (exitCode, lines) = await bot.CheckAsync(Token);

        Assert.Equal(1, exitCode);
        Assert.Contains($"FAILED  tenant Contoso: No token for Defender in {People.ContosoId}. Entra does not accept the bot's own secret", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("the-wrong-one", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_StorageThatCannotBeOpened_FailsItsLinesAndStillChecksTheRest()
    {
        await using var bot = await CheckedBot.CreateAsync();
        await File.WriteAllTextAsync(bot.Database, "This is a letter and not a database. " + new string('x', 4096), Token);

        var (exitCode, lines) = await bot.CheckAsync(Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("FAILED  storage: ", lines, StringComparison.Ordinal);
        Assert.Contains("Check the section Storage", lines, StringComparison.Ordinal);
        Assert.Contains("OK      tenant Contoso", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WrongSettings_NamesEachAndStops()
    {
        await using var bot = await CheckedBot.CreateAsync();
        (bot.Settings["Work:MostRuns"], bot.Settings["Ledger:Key"]) = ("1", "short");

        var (exitCode, lines) = await bot.CheckAsync(Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("WorkOptions.MostRuns must be between 2 and 100", lines, StringComparison.Ordinal);
        Assert.Contains("Ledger:Key must be base 64", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("storage", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NoCustomer_IsOneClearSentence()
    {
        await using var bot = await CheckedBot.CreateAsync();
        foreach (var name in bot.Settings.Keys.Where(name => name.StartsWith("Protection", StringComparison.Ordinal)).ToList())
        {
            bot.Settings.Remove(name);
        }

        var (exitCode, lines) = await bot.CheckAsync(Token);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("FAILED  configuration: No customer is configured.", lines, StringComparison.Ordinal);
    }

    /// <summary>Parked work is said in the conversation, shown by health and by the check, and can be brought back.</summary>
    [Fact]
    public async Task Parked_Work_IsSaidShownAndBroughtBack()
    {
        await using var bot = await CheckedBot.CreateAsync();
        var app = await bot.RunAsync(Token);
        await bot.Microsoft.Teams.SayAsync(People.Ann, bot.Microsoft.Teams.ContosoSoc, "isolate ws-042 because poison", mentionBot: true, Token);
        var (contoso, book) = (new CustomerId(People.ContosoId), app.Services.GetRequiredService<RequestBook>());
        await WaitForAsync(async () => (await book.OpenAsync(contoso, 1, Token)).Count == 1);
        var request = (await book.OpenAsync(contoso, 1, Token))[0];
        var expiry = new OutboxEntry(WorkKind.Expire, request.Id, 0, request.RemindAt!.Value);

        await app.Services.GetRequiredService<ParkWork>().RunAsync(
            new(LedgerRows.Partition(contoso), LedgerRows.Outbox(expiry.Id)), expiry.Due, 16, "TestException", Token);

        var sentence = $"{request.Code}: Closing it when its time is over failed 16 times and is parked.";
        await WaitForAsync(() => Task.FromResult(bot.Microsoft.Teams.ViewFor(People.Ann, bot.Microsoft.Teams.ContosoSoc)
            .Any(message => message.Text?.Replace("\\", "", StringComparison.Ordinal).Contains(sentence, StringComparison.Ordinal) == true)));
        using var client = new HttpClient();
        Assert.Equal("degraded: 1 parked", await client.GetStringAsync(new Uri(new(CheckedBot.AddressOf(app)), "/health/ready"), Token));
        var (exitCode, lines) = await bot.CheckAsync(Token);
        Assert.Equal(0, exitCode);
        Assert.Contains($"WARNING parked: {request.Code} of Contoso: Closing it when its time is over failed 16 times (TestException)", lines, StringComparison.Ordinal);

        var (unparked, said) = await bot.UnparkAsync(Token);

        Assert.Equal(0, unparked);
        Assert.Contains($"OK      unparked: {request.Code} of Contoso", said, StringComparison.Ordinal);
        Assert.Contains("Nothing is parked.", (await bot.CheckAsync(Token)).Lines, StringComparison.Ordinal);
        // Brought back as due now, its own instant still decides: the request has not expired.
        Assert.Equal(RequestState.Pending, (await book.FindAsync(request.Id, Token))!.State);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "--urls", "http://127.0.0.1:0")]
    [InlineData("run", "Storage:Path=x")]
    [InlineData("check", "check")]
    [InlineData("check", "--", "check", "--Work:Look=1")]
    [InlineData("unpark", "unpark")]
    [InlineData(null, "chek")]
    public void Parse_ByExample_UnderstandsOrSaysNo(string? command, params string[] arguments) =>
        Assert.Equal(command, HostCommand.Parse(arguments).Command);

    private static async Task WaitForAsync(Func<Task<bool>> isTrue)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (!await isTrue())
        {
            deadline.Token.ThrowIfCancellationRequested();
        }
    }
}
