using BotResponder.Defender.Alerts;
using BotResponder.Defender.Tuning;
using BotResponder.Tests.Defender.Alerts;
using CsCheck;

namespace BotResponder.Tests.Defender.Tuning;

/// <summary>Alerts with evidence, and conditions of every shape with values of every script.</summary>
internal static class TuningSamples
{
    public const string Sha1 = "3395856ce81f2b7382dee72602f798b642f14140";

    /// <summary>Quotes, brackets, our own keywords, what ends a line, a literal or a query elsewhere, and any other text that a card can show.</summary>
    public static readonly Gen<string> Value = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["'\"\\; /|()%$&=“”„aé日\ud83d\ude00"], 1, 30],
        OneOf("and", "or", "because", "WHEN", "(", ")", "file.sha1 is x", "\" or file.name contains \"", "x') or ('1' eq '1", "\u0022", "//", "| take 1"))
        .Where(RuleText.IsValue);

    public static readonly Gen<RuleCondition.Test> Test = Gen.Select(OneOf([.. RuleField.All]), OneOf([.. RuleOperator.All]), Value, (field, comparison, value) =>
        new RuleCondition.Test(field, comparison, value));

    /// <summary>Up to eight tests in any grouping.</summary>
    public static readonly Gen<RuleCondition> Condition = Tree(3);

    /// <summary>A device, an account, a file; of Defender for Endpoint.</summary>
    public const string Evidence =
        """
        ,"serviceSource":"microsoftDefenderForEndpoint","evidence":[
          {"@odata.type":"#microsoft.graph.security.deviceEvidence","mdeDeviceId":"1e5bc9d7e413ddd7902c2932e418702b84d0cc07","deviceDnsName":"ws-042.contoso.com"},
          {"@odata.type":"#microsoft.graph.security.userEvidence","userAccount":{"userPrincipalName":"ada@contoso.com","accountName":"ada"}},
          {"@odata.type":"#microsoft.graph.security.fileEvidence","fileDetails":{"fileName":"setup.exe","filePath":"C:\\Tools","sha1":"3395856ce81f2b7382dee72602f798b642f14140"}}]
        """;

    public static string Alert(string extra = Evidence, string id = CaseSamples.AlertId, string title = CaseSamples.Title) => CaseSamples.Case(id, title: title, extra: extra);

    public static SecurityCase Read(string json) => System.Text.Json.JsonSerializer.Deserialize(json, CaseWire.Default.SecurityCase)!;

    public static RuleCondition Of(string text) => RuleReader.Read(text).Value;

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private static Gen<RuleCondition> Tree(int depth) => depth == 0
        ? Test.Select(test => (RuleCondition)test)
        : Gen.Frequency(
            (2, Test.Select(test => (RuleCondition)test)),
            (1, Gen.Select(Tree(depth - 1), Tree(depth - 1), (left, right) => (RuleCondition)new RuleCondition.And(left, right))),
            (1, Gen.Select(Tree(depth - 1), Tree(depth - 1), (left, right) => (RuleCondition)new RuleCondition.Or(left, right))));
}
