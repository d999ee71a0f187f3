using System.Net;
using System.Text.RegularExpressions;
using BotResponder.Core.Actions;
using BotResponder.Defender.Api;
using BotResponder.Defender.Devices;
using CsCheck;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender;

/// <summary>Whatever somebody types as a device or an account, the calls that look for it stay the same but for the text inside their literals.</summary>
[Trait("Attack", "34")]
public sealed partial class HostileInputTests : IAsyncLifetime
{
    private const int Samplings = 150;

    private static readonly string[] Known =
        ["' or 1 eq 1 or '", "x'&$top=9999", "../alerts", "%2e%2e%2f", "\"; DeviceInfo | take 1 //", "a') or startswith(id,'", "\\", "@", "\ud800"];

    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String[1, 60],
        Gen.String[Gen.Char["'\"\\; /|\n\r\u2028\u2019%$()=&?#.@-eqor\ud83d\ude00"], 1, 60],
        Gen.Int[0, Known.Length - 1].Select(index => Known[index]));

    private PretendMicrosoft _microsoft = null!;

    public async ValueTask InitializeAsync()
    {
        _microsoft = await PretendMicrosoft.StartAsync();
        _microsoft.Settings["Defender:ShareOfLimits"] = "1000";
        _microsoft.On("GET /api/machines", HttpStatusCode.OK, Samples.List()).On("GET /v1.0/users", HttpStatusCode.OK, Samples.List());
    }

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public Task Preview_OfADevice_AsksTheSameQueriesWhateverIsTyped() => SameAsync(
        "isolate", "/api/machines", ["$filter", "$top"],
        [
            "(computerDnsName eq §) or (startswith(computerDnsName,§))",
            "((computerDnsName eq §) or (startswith(computerDnsName,§))) or (computerDnsName eq §)",
            "startswith(computerDnsName,§)",
        ]);

    [Theory]
    [InlineData("disable")]
    [InlineData("compromised")]
    [InlineData("dismiss-risk")]
    public Task Preview_OfAnAccount_AsksTheSameQueriesWhateverIsTyped(string verb) => SameAsync(
        verb, "/v1.0/users", ["$filter", "$select", "$count", "$top"],
        [
            "onPremisesSamAccountName eq §",
            "userPrincipalName eq §",
            "((displayName eq §) or (onPremisesSamAccountName eq §)) or (startswith(userPrincipalName,§))",
            "(startswith(userPrincipalName,§)) or (startswith(displayName,§))",
        ]);

    /// <summary>Only a checked id ever stands in a hunting query.</summary>
    [Fact]
    public void Query_OfADevice_TakesNothingButAnId() => Gen.OneOf(Hostile, Gen.String[Gen.Char["0123456789abcdefABCDEF"], 40, 40]).Sample(text =>
    {
        if (DeviceId.TryParse(text, out var id))
        {
            Assert.Contains($"where DeviceId in (\"{text.ToLowerInvariant()}\")", IsolationReader.Query([id]), StringComparison.Ordinal);
        }
        else
        {
            Assert.True(text.Length != 40 || !text.All(char.IsAsciiHexDigit));
        }
    });

    private async Task SameAsync(string verb, string path, string[] options, string[] filters)
    {
        var action = _microsoft.Get<ActionCatalog>().FindByVerb(verb)!;
        await Hostile.SampleAsync(async text =>
        {
            if (action.Bind(Samples.Command(action, text)).TryGetValue(out var parameters, out _))
            {
                Assert.NotNull((await action.PreviewAsync(Customer, parameters, null, TestContext.Current.CancellationToken)).Problem);
            }
        }, iter: Samplings, threads: 1);

        Assert.True(_microsoft.Requests.Count > Samplings / 2);
        Assert.All(_microsoft.Requests, request =>
        {
            var parts = request.Target.Split('?');
            Assert.Equal(("GET", path, 2), (request.Method, parts[0], parts.Length));
            Assert.Equal(options, parts[1].Split('&').Select(option => Uri.UnescapeDataString(option.Split('=')[0])));
            Assert.Contains(Literal().Replace(request.Filter, "§"), filters);
        });
    }

    /// <summary>OData's: quotes inside are doubled.</summary>
    [GeneratedRegex("'(?:[^']|'')*'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();
}
