using BotResponder.Teams.Authentication;
using Microsoft.Extensions.Options;

namespace BotResponder.Tests.Teams.Authentication;

[Trait("Attack", "6")]
public sealed class ServiceUrlsTests
{
    private static readonly ServiceUrls Real = new(Options.Create(new TeamsOptions { AllowedServiceHosts = ["connector.contoso.example"] }));
    private static readonly ServiceUrls Rehearsal = new(Options.Create(new TeamsOptions { DangerouslyAllowUnauthenticatedLoopback = true }));

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/")]
    [InlineData("https://smba.trafficmanager.net/amer/11111111-0000-4000-8000-000000000001/")]
    [InlineData("https://smba.trafficmanager.net")]
    [InlineData("HTTPS://SMBA.TRAFFICMANAGER.NET/teams/")]
    [InlineData("https://smba.trafficmanager.net:443/teams/")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/teams")]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/teams")]
    [InlineData("https://smba.infra.dod.teams.microsoft.us/teams")]
    [InlineData("https://webchat.botframework.com/")]
    [InlineData("https://connector.contoso.example/")]
    public void IsAllowed_MicrosoftOrConfigured_IsTrue(string url)
    {
        Assert.True(Real.IsAllowed(url));
        Assert.False(Rehearsal.IsAllowed(url));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("smba.trafficmanager.net")]
    [InlineData("/teams/")]
    [InlineData("//smba.trafficmanager.net/")]
    [InlineData("https://evil.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net.evil.io/")]
    [InlineData("https://evil.io/smba.trafficmanager.net")]
    [InlineData("https://evil.io/?smba.trafficmanager.net")]
    [InlineData("https://evil.io#smba.trafficmanager.net")]
    [InlineData("https://xsmba.trafficmanager.net/")]
    [InlineData("https://x.smba.trafficmanager.net/")]
    [InlineData("https://trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net./")]
    [InlineData("https://smba.trafficmanager.net@evil.io/")]
    [InlineData("https://smba.trafficmanager.net:x@evil.io/")]
    [InlineData("https://user@smba.trafficmanager.net/")]
    [InlineData("https://user:pass@smba.trafficmanager.net/")]
    [InlineData("https://@smba.trafficmanager.net/")]
    [InlineData("http://smba.trafficmanager.net/")]
    [InlineData("ftp://smba.trafficmanager.net/")]
    [InlineData("wss://smba.trafficmanager.net/")]
    [InlineData("file://smba.trafficmanager.net/etc")]
    [InlineData("https:smba.trafficmanager.net/")]
    [InlineData("https:/smba.trafficmanager.net/")]
    [InlineData("https:\\\\smba.trafficmanager.net\\")]
    [InlineData("https://evil.io\\@smba.trafficmanager.net/")]
    [InlineData("https://evil.io\\.smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net:8443/")]
    [InlineData("https://smba.trafficmanager.net:80/")]
    [InlineData("https://smba.trafficmanager.net:0/")]
    [InlineData("https://smba.trafficmanager.net/?x=1")]
    [InlineData("https://smba.trafficmanager.net/#x")]
    [InlineData("https://smba.trafficmanager.net/../x")]
    [InlineData("https://smba.trafficmanager.net/%2e%2e/x")]
    [InlineData("https://smba%2etrafficmanager.net/")]
    [InlineData("https://smba。trafficmanager。net/")]
    [InlineData("https://ｓｍｂａ.trafficmanager.net/")]
    [InlineData("https://ѕmba.trafficmanager.net/")]
    [InlineData("https://xn--mba-rdd.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net\u200B/")]
    [InlineData(" https://smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net/\r\nHost: evil.io")]
    [InlineData("https://smba.\ttrafficmanager.net/")]
    [InlineData("https://botframework.com/")]
    [InlineData("https://.botframework.com/")]
    [InlineData("https://evilbotframework.com/")]
    [InlineData("https://botframework.com.evil.io/")]
    [InlineData("https://xn--x.botframework.com/")]
    [InlineData("https://connector.contoso.example.evil.io/")]
    [InlineData("https://x.connector.contoso.example/")]
    [InlineData("https://blob.core.windows.net/")]
    [InlineData("https://13.107.64.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("http://127.0.0.1:3978/")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://2130706433/")]
    public void IsAllowed_AnythingElse_IsFalse(string? url)
    {
        Assert.False(Real.IsAllowed(url));
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
