using BotResponder.Defender.Accounts;
using BotResponder.Defender.Alerts;
using BotResponder.Defender.Api;
using BotResponder.Defender.Indicators;
using CsCheck;

namespace BotResponder.Tests.Defender;

/// <summary>What enters a path is an id of its kind, whatever text it is made of; and what is bound to a target of another shape never leaves.</summary>
public sealed class IdShapeTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String[0, 140],
        Gen.String[Gen.Char["0123456789abcdefABCDEFS-_./%?#&=:@' \n\u0660\uff11\ud83d"], 0, 60],
        Gen.String[Gen.Char["0123456789abcdef"], 36, 40],
        Gen.Int[0, 5].Select(index => new[] { "../alerts", "%2e%2e", "..%2f..", "1?$filter=x", "S-1-5-21-1/../x", "da1/comments" }[index]));

    [Fact]
    [Trait("Attack", "34")]
    public void TryParse_AnyText_GivesIdsThatArePathSegmentsAndNothingElse() => Hostile.Sample(text =>
    {
        string?[] ids =
        [
            DeviceId.TryParse(text, out var device) ? device.Value : null,
            MachineActionId.TryParse(text, out var action) ? action.Value : null,
            AccountId.TryParse(text, out var account) ? account.Value : null,
            CaseId.TryParse(CaseKind.Alert, text, out var alert) ? alert.Value : null,
            CaseId.TryParse(CaseKind.Incident, text, out var incident) ? incident.Value : null,
            IndicatorId.TryParse(text, out var indicator) ? indicator.Value : null,
        ];

        Assert.All(ids.OfType<string>(), id =>
        {
            Assert.All(id, letter => Assert.True(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_', $"“{id}” holds “{letter}”."));
            Assert.InRange(id.Length, 1, 200);
            Assert.Equal($"/a/{id}/b", new Uri($"https://x.example/a/{id}/b").AbsolutePath);
        });
    });

    [Fact]
    [Trait("Attack", "33")]
    public void Filters_AnyTextsTogether_KeepTheirShape() => Gen.Select(Hostile, Hostile, Hostile).Sample((one, two, three) =>
    {
        var filter = ODataFilter.Equal(ODataField.DisplayName, one).Or(ODataFilter.StartsWith(ODataField.UserPrincipalName, two)).And(ODataFilter.AnyOf(ODataField.Id, [two, three]));

        Assert.Equal("((displayName eq §) or (startswith(userPrincipalName,§))) and (id eq § or id eq §)", Cut(filter.Text));
        Assert.Single(filter.QueryOption, '=');
    });

    [Fact]
    [Trait("Attack", "34")]
    public void Receipts_AnyText_AreReadOrAreNone() => Hostile.Sample(text =>
    {
        Assert.True(!AccountReceipt.TryRead(new(text), out var account) || account.Write().Id == text);
        Assert.True(!CaseReceipt.TryRead(CaseKind.Alert, new(text), out var told) || told.Id.Value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'));
        Assert.True(IndicatorReceipt.Parse(text) is not { } set || set.Id.StartsWith(set.Action, StringComparison.Ordinal));
    });

    /// <summary>A reader of its own: every literal, with its doubled quotes, becomes one mark.</summary>
    private static string Cut(string filter)
    {
        var shape = new System.Text.StringBuilder();
        for (var index = 0; index < filter.Length; index++)
        {
            if (filter[index] != '\'')
            {
                shape.Append(filter[index]);
                continue;
            }

            while (filter[++index] != '\'' || (index + 1 < filter.Length && filter[index + 1] == '\''))
            {
                index += filter[index] == '\'' ? 1 : 0;
            }

            shape.Append('§');
        }

        return shape.ToString();
    }
}
