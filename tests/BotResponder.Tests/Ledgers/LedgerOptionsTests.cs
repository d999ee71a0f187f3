using BotResponder.Core.Ledgers;

namespace BotResponder.Tests.Ledgers;

public sealed class LedgerOptionsTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("not base 64!", false)]
    [InlineData("c2hvcnQ=", false)]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==", false)]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", true)]
    public void Validate_Key_IsBase64OfAtLeast32Bytes(string key, bool isValid) =>
        Assert.Equal(isValid, new LedgerOptionsValidator().Validate(null, new() { Key = key }).Succeeded);
}
