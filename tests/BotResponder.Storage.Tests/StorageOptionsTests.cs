using Microsoft.Extensions.Options;

namespace BotResponder.Storage.Tests;

public sealed class StorageOptionsTests
{
    [Fact]
    public void Validate_Defaults_Succeeds()
    {
        Assert.True(Validate(new StorageOptions()).Succeeded);
    }

    [Fact]
    public void Validate_NoPath_Fails()
    {
        Assert.True(Validate(new StorageOptions { Path = "" }).Failed);
    }

    [Fact]
    public void Validate_UnknownProvider_Fails()
    {
        Assert.True(Validate(new StorageOptions { Provider = (StorageProvider)99 }).Failed);
    }

    private static ValidateOptionsResult Validate(StorageOptions options) => new StorageOptionsValidator().Validate(name: null, options);
}
