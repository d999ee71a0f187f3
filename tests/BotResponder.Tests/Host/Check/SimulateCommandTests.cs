using BotResponder.Host.Settings;

namespace BotResponder.Tests.Host.Check;

/// <summary>What may follow simulate on the command line.</summary>
public sealed class SimulateCommandTests
{
    [Theory]
    [InlineData("policy rules.json on 30d", "rules.json", 30)]
    [InlineData("policy rules.json on 366d --Storage:File=x.db", "rules.json", 366)]
    public void Parse_PolicyFileOnDays_IsUnderstood(string words, string file, int days)
    {
        var order = SimulateOrder.Parse(words.Split(' '));

        Assert.Equal((file, TimeSpan.FromDays(days)), (order!.File, order.Window));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rules.json on 30d")]
    [InlineData("policy rules.json")]
    [InlineData("policy rules.json on 0d")]
    [InlineData("policy rules.json on 400d")]
    [InlineData("policy rules.json on 30")]
    [InlineData("policy rules.json on -30d")]
    [InlineData("policy rules.json on 30d really")]
    public void Parse_AnythingElse_IsNot(string words) => Assert.Null(SimulateOrder.Parse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
