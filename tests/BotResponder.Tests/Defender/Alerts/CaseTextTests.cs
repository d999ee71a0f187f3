using System.Text.Json.Nodes;
using BotResponder.Core.Actions;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Api;
using CsCheck;
using static BotResponder.Tests.Defender.PretendMicrosoft;

namespace BotResponder.Tests.Defender.Alerts;

/// <summary>Whatever people and Microsoft write: no path, no query and no link is changed by it.</summary>
public sealed class CaseTextTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["da01_-/.%?&#=\\'\" \n\r\u2028\u212A\u0130٧\ud83d\ude00"], 1, 40]);

    [Fact]
    public void TryParse_AnyText_GivesOnlyIdsThatAreOneSegmentOfAPath() => Hostile.Sample(text =>
    {
        foreach (var kind in new[] { CaseKind.Alert, CaseKind.Incident })
        {
            if (CaseId.TryParse(kind, text, out var id))
            {
                Assert.Equal($"/v1.0/{kind.Path}/{text}", new Uri($"https://graph/v1.0/{id.Path}?$expand=alerts").AbsolutePath);
                Assert.All(id.Value, letter => Assert.True(char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'));
            }
        }
    });

    [Theory]
    [InlineData("da637551227677560813_-961444813", true)]
    [InlineData("fa8f0c2d1e-5b1a-4c1e-9f43-0d6c1c6b2f10", true)]
    [InlineData("", false)]
    [InlineData("..", false)]
    [InlineData("da1\n", false)]
    [InlineData("-da1", false)]
    [InlineData("d\u212A1", false)]
    public void TryParse_AlertId_ByShape(string text, bool isId) => Assert.Equal(isId, CaseId.TryParse(CaseKind.Alert, text, out _));

    [Theory]
    [InlineData("2001", true)]
    [InlineData("9223372036854775807", true)]
    [InlineData("0", false)]
    [InlineData("02001", false)]
    [InlineData("2001a", false)]
    [InlineData("٧", false)]
    [InlineData("12345678901234567890", false)]
    public void TryParse_IncidentId_ByShape(string text, bool isId) => Assert.Equal(isId, CaseId.TryParse(CaseKind.Incident, text, out _));

    [Fact]
    public async Task Execute_AnyReason_IsTheCommentAndNothingElse()
    {
        await using var microsoft = await PretendMicrosoft.StartAsync();
        microsoft.TakesComments();
        var action = microsoft.Get<ActionCatalog>().FindByVerb("comment")!;

        await Hostile.SampleAsync(async reason =>
        {
            var order = Samples.Order(action) with { Reason = reason };
            Assert.Null((await action.ExecuteAsync(order, TestContext.Current.CancellationToken)).Problem);
        }, iter: 100, threads: 1);

        Assert.Equal(100, microsoft.Requests.Count);
        Assert.All(microsoft.Requests, request => Assert.Equal($"{CaseSamples.Alert}/comments", request.Target));
        Assert.All(microsoft.Requests, request =>
        {
            var body = JsonNode.Parse(request.Body)!.AsObject();
            Assert.Equal(["@odata.type", "comment"], body.Select(member => member.Key));
            Assert.StartsWith($"{Samples.Request} R-4F7K2", (string)body["comment"]!, StringComparison.Ordinal);
            Assert.DoesNotContain((string)body["comment"]!, char.IsControl);
        });
    }

    [Theory]
    [InlineData("https://security.microsoft.com/alerts/x?tid=3f6f0f6e-33ab-4a43-9a53-0b0a3f3a7d11", true)]
    [InlineData("https://security.microsoft.com/alerts/x?tid=00000000-0000-0000-0000-00000000beef", false)]
    [InlineData("https://security.microsoft.com/alerts/x", false)]
    [InlineData("http://security.microsoft.com/alerts/x?tid=3f6f0f6e-33ab-4a43-9a53-0b0a3f3a7d11", false)]
    [InlineData("https://security.microsoft.com.evil.example/alerts/x?tid=3f6f0f6e-33ab-4a43-9a53-0b0a3f3a7d11", false)]
    [InlineData("https://ann@security.microsoft.com/alerts/x?tid=3f6f0f6e-33ab-4a43-9a53-0b0a3f3a7d11", false)]
    [InlineData("https://security.microsoft.com:8443/alerts/x?tid=3f6f0f6e-33ab-4a43-9a53-0b0a3f3a7d11", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Case_AddressFromGraph_IsTakenOnlyWhenItIsAPageOfThisTenant(string? given, bool isTaken)
    {
        Assert.True(CaseId.TryParse(CaseKind.Alert, "da1", out var id));

        var link = PortalLinks.Case(new("https://security.microsoft.com"), Customer, id, new() { AlertWebUrl = given });

        Assert.Equal(isTaken ? given : $"https://security.microsoft.com/alerts/da1?tid={Customer}", link.AbsoluteUri);
    }

    [Fact]
    public void Case_AnyAddressFromGraph_StaysInThePortalAndTheTenant() => Hostile.Sample(text =>
    {
        Assert.True(CaseId.TryParse(CaseKind.Incident, "7", out var id));

        var link = PortalLinks.Case(new("https://security.microsoft.com"), Customer, id, new() { IncidentWebUrl = $"https://security.microsoft.com{text}?tid={Customer}" });

        Assert.Equal(("https", "security.microsoft.com", $"?tid={Customer}"), (link.Scheme, link.Host, link.Query));
    });
}
