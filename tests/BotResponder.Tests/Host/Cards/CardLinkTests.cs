using System.Text.Json.Nodes;
using BotResponder.Defender.Api;

namespace BotResponder.Tests.Host.Cards;

/// <summary>Every address on every card is a page of the Defender portal in the customer's own tenant, and one place makes them all.</summary>
public sealed class CardLinkTests
{
    /// <summary>Of the customer in the gallery.</summary>
    private const string Tenant = "tenant";

    [Fact]
    public void Cards_EveryAddress_IsOfThePortalInTheCustomersTenant()
    {
        // A package's link is a download, from where Defender says.
        var links = CardGallery.All.Where(card => card.Key != "package").SelectMany(card => CardLinks.In(JsonNode.Parse(card.Value.ToJson())), (card, address) => (card.Key, Address: address)).ToList();

        Assert.Empty(links.Select(link => CardLinks.Wrong(link.Address, Tenant) is { } wrong ? $"{link.Key}: {wrong}" : null).OfType<string>());
        Assert.Superset(
            new HashSet<string>(["request-Pending", "request-Done", "device", "found-device", "found-account", "alert-open", "incident-resolved"], StringComparer.Ordinal),
            links.Select(link => link.Key).ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("https://security.microsoft.com/alerts/da1?tid=tenant", true)]
    [InlineData("https://security.microsoft.com/user?aad=1&upn=a%26tid%3Dother&tab=overview&tid=tenant", true)]
    [InlineData("https://security.microsoft.com/alerts/da1", false)]
    [InlineData("https://security.microsoft.com/alerts/da1?tid=", false)]
    [InlineData("https://security.microsoft.com/alerts/da1?tid=other", false)]
    [InlineData("https://security.microsoft.com/alerts/da1?tid=other&tid=tenant", false)]
    [InlineData("https://security.microsoft.com/alerts/da1?TID=other&tid=tenant", false)]
    [InlineData("https://security.microsoft.com/alerts/da1#?tid=tenant", false)]
    [InlineData("http://security.microsoft.com/alerts/da1?tid=tenant", false)]
    [InlineData("https://security.microsoft.com.evil.example/alerts/da1?tid=tenant", false)]
    [InlineData("https://security.microsoft.com@evil.example/alerts/da1?tid=tenant", false)]
    [InlineData("https://security.microsoft.com:8443/alerts/da1?tid=tenant", false)]
    [InlineData("/alerts/da1?tid=tenant", false)]
    public void Wrong_ByExample_TellsThemApart(string address, bool isRight) => Assert.Equal(isRight, CardLinks.Wrong(address, Tenant) is null);

    [Fact]
    public void In_ButtonsSubCardsElementsAndText_FindsEach()
    {
        var card = JsonNode.Parse("""
            {"body":[{"type":"TextBlock","text":"a [b](https://one) c [d](https://two)"},{"type":"Container","selectAction":{"type":"Action.OpenUrl","url":"https://three"}}],
             "actions":[{"type":"Action.OpenUrl","url":"https://four"},{"type":"Action.ShowCard","card":{"actions":[{"type":"Action.OpenUrl","url":"https://five"}]}}]}
            """);

        Assert.Equal(["https://one", "https://two", "https://three", "https://four", "https://five"], CardLinks.In(card));
    }

    /// <summary>The simulator is Microsoft's side: it makes addresses as Graph does.</summary>
    [Fact]
    public void Code_OutsideOfPortalLinks_MakesNoAddressOfThePortal()
    {
        var files = ArchitectureRules.Files(".cs").Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && !file.Path.Contains(".Simulator/", StringComparison.Ordinal)).ToList();

        Assert.Single(files, file => file.Path.EndsWith("/Api/PortalLinks.cs", StringComparison.Ordinal));
        Assert.Empty(files.SelectMany(file => CardLinks.PortalAddresses(file.Path, file.Content)));
    }

    [Theory]
    [InlineData("PortalLink = PortalLinks.Device(options.Value.PortalUrl, customer, id),", true)]
    [InlineData("(_api, _portal, _time) = (api, options.Value.PortalUrl, time);", true)]
    [InlineData("public Uri PortalUrl { get; init; } = new(\"https://security.microsoft.com\");", true)]
    [InlineData("/// <summary>Default <c>https://security.microsoft.com</c>.</summary>", true)]
    [InlineData("var page = new Uri(options.Value.PortalUrl, $\"/alerts/{id}\");", false)]
    [InlineData("var page = new Uri(_portal, path);", false)]
    [InlineData("var page = $\"https://security.microsoft.com/alerts/{id}\";", false)]
    [InlineData("var page = $\"{portal}/alerts/{id}?tid={tenant}\";", false)]
    public void PortalAddresses_ByExample_TellsThemApart(string line, bool isRight) => Assert.Equal(isRight, !CardLinks.PortalAddresses("a.cs", line).Any());

    [Fact]
    public void PortalLinks_AllOfThem_TakeThePortalAndTheCustomer() => Assert.All(
        typeof(PortalLinks).GetMethods().Where(method => method.IsStatic),
        method =>
        {
            Assert.Equal(typeof(Uri), method.ReturnType);
            Assert.Equal([typeof(Uri), typeof(BotResponder.Core.Customers.CustomerId)], method.GetParameters().Take(2).Select(parameter => parameter.ParameterType));
        });
}
