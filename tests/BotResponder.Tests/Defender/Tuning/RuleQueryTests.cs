using System.Text;
using BotResponder.Defender.Tuning;
using CsCheck;

namespace BotResponder.Tests.Defender.Tuning;

/// <summary>Other people's values stand in literals of the hunting query and nowhere else.</summary>
public sealed class RuleQueryTests
{
    [Fact]
    public void Of_ARule_CountsInOneQuery() => Assert.Equal(
        """
        AlertEvidence
        | where Title == "Suspicious \"x\""
        | where ServiceSource == "Microsoft Defender for Endpoint"
        | summarize T0 = countif(SHA1 =~ "0a"), T1 = countif(DeviceName startswith "ws" or DeviceId startswith "ws"), T2 = countif(RemoteIP =~ "10.0.0.1" or LocalIP =~ "10.0.0.1"), Found = make_set(DeviceId) by AlertId
        | where (T0 > 0 and (T1 > 0 or T2 > 0))
        | mv-expand Device = Found to typeof(string)
        | summarize Alerts = dcount(AlertId, 2), Devices = dcountif(Device, isnotempty(Device), 2)
        """.ReplaceLineEndings("\n"),
        RuleQuery.Of(TuningSamples.Of("file.sha1 is 0a and (device starts-with ws or ip is 10.0.0.1)"), "Suspicious \"x\"", RuleSource.InHunting("microsoftDefenderForEndpoint")));

    [Fact]
    [Trait("Attack", "32")]
    public void Of_AnyCondition_HasTheValuesAsLiteralsAndTheSameWordsAround() => Gen.Select(TuningSamples.Condition, Gen.String).Sample((condition, title) =>
    {
        var (words, literals) = Cut(RuleQuery.Of(condition, title, null));
        var (plain, _) = Cut(RuleQuery.Of(Plain(condition), "x", null));

        Assert.Equal(plain, words);
        Assert.Equal(condition.Tests.Select(test => test.Value).Prepend(title).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), literals.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    });

    /// <summary>The same tree with a harmless value at each place, the same where it was the same.</summary>
    private static RuleCondition Plain(RuleCondition condition)
    {
        var tests = condition.Tests.Distinct().ToList();
        return Each(condition);

        RuleCondition Each(RuleCondition part) => part switch
        {
            RuleCondition.And { Left: var left, Right: var right } => new RuleCondition.And(Each(left), Each(right)),
            RuleCondition.Or { Left: var left, Right: var right } => new RuleCondition.Or(Each(left), Each(right)),
            RuleCondition.Test test => test with { Value = $"v{tests.IndexOf(test)}" },
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>A reader of its own: a query with every literal taken out, and what the literals say.</summary>
    private static (string Words, List<string> Literals) Cut(string query)
    {
        var (words, literals) = (new StringBuilder(), new List<string>());
        for (var at = 0; at < query.Length; at++)
        {
            Assert.True(query[at] is '\n' or (>= ' ' and <= '~'));
            if (query[at] != '"')
            {
                words.Append(query[at]);
                continue;
            }

            var literal = new StringBuilder();
            for (at++; query[at] != '"'; at++)
            {
                if (query[at] != '\\')
                {
                    literal.Append(query[at]);
                }
                else if (query[++at] == 'u')
                {
                    literal.Append((char)Convert.ToInt32(query.Substring(at + 1, 4), 16));
                    at += 4;
                }
                else
                {
                    literal.Append(query[at]);
                }
            }

            literals.Add(literal.ToString());
        }

        return (words.ToString(), literals);
    }
}
