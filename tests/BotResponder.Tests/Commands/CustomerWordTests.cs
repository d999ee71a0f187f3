using BotResponder.Core.Commands;
using BotResponder.Core.Customers;

namespace BotResponder.Tests.Commands;

public sealed class CustomerWordTests
{
    private static readonly Customer[] s_hers = [Named("Fabrikam"), Named("Contoso"), Named("Contoso Nord")];

    [Theory]
    [InlineData("isolate WS-042 for fabrikam because ransomware", "Fabrikam", "isolate WS-042 because ransomware")]
    [InlineData("isolate for Fabrikam WS-042, WS-043 because x", "Fabrikam", "isolate WS-042, WS-043 because x")]
    [InlineData("isolate WS-042 for 8h for fabrikam because x", "Fabrikam", "isolate WS-042 for 8h because x")]
    [InlineData("isolate WS-042 for fabrikam for 8h because x", "Fabrikam", "isolate WS-042 for 8h because x")]
    [InlineData("pending for contoso", "Contoso", "pending")]
    [InlineData("can I isolate WS-042 for fabrikam?", "Fabrikam", "can I isolate WS-042")]
    [InlineData("status for Contoso Nord", "Contoso Nord", "status")]
    [InlineData("tag WS-042 \"for fabrikam\" for contoso because x", "Contoso", "tag WS-042 \"for fabrikam\" because x")]
    public void Take_NameOfHers_IsTakenOut(string typed, string customer, string rest)
    {
        var line = CustomerWord.Take(typed, s_hers);

        Assert.Equal((customer, rest), (line.Named?.Name, line.Text));
    }

    [Theory]
    [InlineData("isolate WS-042 for 8h because x")]
    [InlineData("isolate WS-042 for litware because x")]
    [InlineData("isolate WS-042 because it was for fabrikam")]
    [InlineData("audit for \"fabrikam\"")]
    [InlineData("audit for R-4F7K2")]
    [InlineData("pending for contoso for fabrikam")]
    [InlineData("for fabrikam")]
    [InlineData("status for")]
    [InlineData("isolate \"WS-042 for fabrikam")]
    [InlineData("")]
    public void Take_AnythingElse_StaysAsItIs(string typed)
    {
        var line = CustomerWord.Take(typed, s_hers);

        Assert.Null(line.Named);
        Assert.Equal(typed, line.Text);
    }

    [Fact]
    [Trait("Attack", "13")]
    public void Take_CustomerOfOthers_IsNoMoreThanAWord() => Assert.Null(CustomerWord.Take("pending for fabrikam", [Named("Contoso")]).Named);

    private static Customer Named(string name) => new() { Id = new(name), Name = name, Channels = [], Roles = System.Collections.Immutable.ImmutableDictionary<Core.People.PersonId, System.Collections.Immutable.ImmutableHashSet<Role>>.Empty };
}
