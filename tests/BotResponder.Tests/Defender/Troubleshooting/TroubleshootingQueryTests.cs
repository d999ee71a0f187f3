using BotResponder.Defender.Actions.StartTroubleshootingMode;
using BotResponder.Defender.Api;
using CsCheck;

namespace BotResponder.Tests.Defender.Troubleshooting;

/// <summary>Nothing that somebody types or names a device changes what is hunted for.</summary>
public sealed class TroubleshootingQueryTests
{
    private const string Other = "0000000000000000000000000000000000000000";

    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["\"\\|; \n\r0123456789abcdefABCDEF"], 0, 45],
        Gen.String[Gen.Char["0123456789abcdefABCDEF"], 40, 40]);

    [Fact]
    [Trait("Attack", "32")]
    public void Queries_AnyTextAsDevice_DifferInNothingButFortyHexDigits() => Hostile.Sample(text =>
    {
        if (!DeviceId.TryParse(text, out var device))
        {
            return;
        }

        Assert.True(DeviceId.TryParse(Other, out var zero));
        Assert.All(Queries(device).Zip(Queries(zero)), pair =>
        {
            Assert.Equal(pair.Second, pair.First.Replace(device.Value, Other, StringComparison.Ordinal));
            Assert.Contains($"DeviceId == \"{text.ToLowerInvariant()}\"", pair.First, StringComparison.Ordinal);
        });
    });

    [Fact]
    public void ChangesQuery_OfAWindow_NamesItsInstantsAndDefendersKeyAsLiterals()
    {
        Assert.True(DeviceId.TryParse(PretendMicrosoft.Device, out var device));

        var query = TroubleshootingHunt.ChangesQuery(device, PretendMicrosoft.Now, PretendMicrosoft.Now.AddHours(4));

        Assert.Contains("Timestamp >= todatetime(\"2026-03-02T14:00:00.0000000Z\") and Timestamp <= todatetime(\"2026-03-02T18:00:00.0000000Z\")", query, StringComparison.Ordinal);
        Assert.Contains(@"startswith ""HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Defender""", query, StringComparison.Ordinal);
    }

    private static string[] Queries(DeviceId device) =>
    [
        TroubleshootingHunt.EventsQuery(device), TroubleshootingHunt.AntivirusQuery(device),
        TroubleshootingHunt.ChangesQuery(device, PretendMicrosoft.Now, PretendMicrosoft.Now.AddHours(4)),
    ];
}
