using System.Text;
using System.Text.Json.Nodes;
using BotResponder.Teams.Manifest;

namespace BotResponder.Tests.Teams.Manifest;

public sealed class ManifestTemplateTests
{
    private static readonly ManifestValues s_values = new(
        Guid.Parse("11111111-1111-1111-1111-111111111111"), Guid.Parse("22222222-2222-2222-2222-222222222222"), new(1, 2, 3), [new("help", "Shows \"all\".")]);

    [Theory]
    [InlineData("""{"a":"{{APP_ID}}"}""", """{"a":"11111111-1111-1111-1111-111111111111"}""")]
    [InlineData("""{"a":["api://botid-{{BOT_ID}}",1,true,null]}""", """{"a":["api://botid-22222222-2222-2222-2222-222222222222",1,true,null]}""")]
    [InlineData("""{"a":{"b":"{{VERSION}}"}}""", """{"a":{"b":"1.2.3"}}""")]
    [InlineData("""{"a":"{{COMMANDS}}"}""", """{"a":[{"title":"help","description":"Shows \"all\"."}]}""")]
    public void Fill_EachPlaceholder_IsReplaced(string template, string expected)
    {
        var filled = JsonNode.Parse(ManifestTemplate.Fill(Encoding.UTF8.GetBytes(template), s_values));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), filled), filled!.ToString());
    }

    [Theory]
    [InlineData("""{"a":"{{WHO}}"}""")]
    [InlineData("""{"a":"see {{COMMANDS}}"}""")]
    [InlineData("[]")]
    public void Fill_WhatIsNotKnown_IsRefused(string template) =>
        Assert.Throws<FormatException>(() => ManifestTemplate.Fill(Encoding.UTF8.GetBytes(template), s_values));

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(1, 0, false)]
    [InlineData(32, 128, true)]
    [InlineData(33, 128, false)]
    [InlineData(32, 129, false)]
    public void MenuCommand_ByLength_FitsOrIsRefused(int title, int description, bool fits)
    {
        var made = Record.Exception(() => new MenuCommand(new('t', title), new('d', description)));

        Assert.Equal(fits, made is null);
    }
}
