using BotResponder.Teams.Authentication;
using BotResponder.Tests.Teams.Hosting;

namespace BotResponder.Tests.Teams.Authentication;

[Trait("Attack", "6")]
public sealed class ServiceUrlsTests
{
    private static readonly ServiceUrls Real = TeamsApp.Urls(new() { AllowedServiceHosts = ["connector.contoso.example"] });
    private static readonly ServiceUrls Government = TeamsApp.Urls(new() { Cloud = TeamsCloud.UsGovernment });
    private static readonly ServiceUrls Rehearsal = TeamsApp.Urls(new() { DangerouslyAllowUnauthenticatedLoopback = true });

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/")]
    [InlineData("https://smba.trafficmanager.net/amer/11111111-0000-4000-8000-000000000001/")]
    [InlineData("https://smba.trafficmanager.net")]
    [InlineData("HTTPS://SMBA.TRAFFICMANAGER.NET/teams/")]
    [InlineData("https://smba.trafficmanager.net:443/teams/")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/teams")]
    [InlineData("https://connector.contoso.example/")]
    public void IsAllowed_MicrosoftOrConfigured_IsTrue(string url)
    {
        Assert.True(Real.IsAllowed(url));
        Assert.False(Rehearsal.IsAllowed(url));
    }

    /// <summary>What must never be called, as unit and over HTTP.</summary>
    internal static readonly IReadOnlyList<string?> Refused =
    [
        null,
        "",
        " ",
        "smba.trafficmanager.net",
        "/teams/",
        "//smba.trafficmanager.net/",
        "https://evil.trafficmanager.net/",
        "https://smba.trafficmanager.net.evil.io/",
        "https://evil.io/smba.trafficmanager.net",
        "https://evil.io/?smba.trafficmanager.net",
        "https://evil.io#smba.trafficmanager.net",
        "https://xsmba.trafficmanager.net/",
        "https://x.smba.trafficmanager.net/",
        "https://trafficmanager.net/",
        "https://smba.trafficmanager.net./",
        "https://smba.trafficmanager.net@evil.io/",
        "https://smba.trafficmanager.net:x@evil.io/",
        "https://user@smba.trafficmanager.net/",
        "https://user:pass@smba.trafficmanager.net/",
        "https://@smba.trafficmanager.net/",
        "http://smba.trafficmanager.net/",
        "ftp://smba.trafficmanager.net/",
        "wss://smba.trafficmanager.net/",
        "file://smba.trafficmanager.net/etc",
        "https:smba.trafficmanager.net/",
        "https:/smba.trafficmanager.net/",
        "https:\\\\smba.trafficmanager.net\\",
        "https://evil.io\\@smba.trafficmanager.net/",
        "https://evil.io\\.smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net:80/",
        "https://smba.trafficmanager.net:0/",
        "https://smba.trafficmanager.net/?x=1",
        "https://smba.trafficmanager.net/#x",
        "https://smba.trafficmanager.net/../x",
        "https://smba.trafficmanager.net/%2e%2e/x",
        "https://smba%2etrafficmanager.net/",
        "https://smba。trafficmanager。net/",
        "https://ｓｍｂａ.trafficmanager.net/",
        "https://ѕmba.trafficmanager.net/",
        "https://xn--mba-rdd.trafficmanager.net/",
        "https://smba.trafficmanager.net\u200B/",
        " https://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net/\r\nHost: evil.io",
        "https://smba.\ttrafficmanager.net/",
        "https://botframework.com/",
        "https://.botframework.com/",
        "https://evilbotframework.com/",
        "https://botframework.com.evil.io/",
        "https://xn--x.botframework.com/",
        "https://connector.contoso.example.evil.io/",
        "https://x.connector.contoso.example/",
        "https://blob.core.windows.net/",
        "https://13.107.64.1/",
        "https://[::1]/",
        "https://127.0.0.1/",
        "https://localhost/",
        "http://127.0.0.1:3978/",
        "https://169.254.169.254/metadata",
        "https://0x7f000001/",
        "https://2130706433/",
        "https://smba.infra.gov.teams.microsoft.us/teams",
        "https://smba.infra.dod.teams.microsoft.us/teams",
        "https://webchat.botframework.com/",
        "https://smba.trafficmanager.net/emea/%0d%0aHost:evil.io",
        "https://[::ffff:127.0.0.1]/",
        "https://smba.trafficmanager.net\\.evil.io/",
        "https://smba-trafficmanager.net/",
        "https://smba.trafficmanager.net%00.evil.io/",
        "https://smba.trafficmanager.net;.evil.io/",
        "javascript:alert(1)",
        "data:text/plain,x",
        "https://",
    ];

    public static TheoryData<string?> RefusedUrls => [.. Refused];

    [Theory]
    [MemberData(nameof(RefusedUrls))]
    public void IsAllowed_AnythingElse_IsFalse(string? url)
    {
        Assert.False(Real.IsAllowed(url));
    }

    [Theory]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/teams", true)]
    [InlineData("https://smba.infra.dod.teams.microsoft.us/teams", true)]
    [InlineData("https://smba.trafficmanager.net/emea/", false)]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/teams", false)]
    [InlineData("https://connector.contoso.example/", false)]
    public void IsAllowed_GovernmentCloud_TalksToItsOwnHostsOnly(string url, bool allowed)
    {
        Assert.Equal(allowed, Government.IsAllowed(url));
    }

    [Fact]
    public void IsAllowed_Loopback_WithTokensInDevelopmentOnly()
    {
        var options = new TeamsOptions();

        Assert.True(TeamsApp.Urls(options, "Development").IsAllowed("http://127.0.0.1:3978/"));
        Assert.True(TeamsApp.Urls(options, "Development").IsAllowed("https://smba.trafficmanager.net/emea/"));
        Assert.False(TeamsApp.Urls(options, "Development").IsAllowed("http://10.0.0.1:3978/"));
        Assert.False(TeamsApp.Urls(options, "Staging").IsAllowed("http://127.0.0.1:3978/"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:3978/", true)]
    [InlineData("http://localhost:3978", true)]
    [InlineData("http://[::1]:3978/", true)]
    [InlineData("https://localhost/", true)]
    [InlineData("http://localhost.evil.io/", false)]
    [InlineData("http://127.0.0.1.evil.io/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://0.0.0.0/", false)]
    [InlineData("http://user@localhost/", false)]
    [InlineData("http://192.168.1.1/", false)]
    public void IsAllowed_WithTheDevelopmentSetting_IsLoopbackOnly(string url, bool allowed)
    {
        Assert.Equal(allowed, Rehearsal.IsAllowed(url));
    }

    [Fact]
    public void IsAllowed_VeryLong_IsFalse()
    {
        Assert.False(Real.IsAllowed("https://smba.trafficmanager.net/" + new string('x', 600)));
    }

    [Theory]
    [InlineData("https://a/b", "https://a/b/", true)]
    [InlineData("https://A/b/", "https://a/B", true)]
    [InlineData("https://a/b//", "https://a/b", false)]
    [InlineData("https://a/b", "https://a/c", false)]
    [InlineData(null, "https://a", false)]
    [InlineData("https://a", null, false)]
    [InlineData(null, null, false)]
    public void AreEqual_ToleratesCaseAndOneSlash(string? one, string? other, bool equal)
    {
        Assert.Equal(equal, ServiceUrls.AreEqual(one, other));
    }
}
