namespace BotResponder.Teams.Manifest;

/// <summary>What a template does not know.</summary>
/// <param name="AppId">Of the Teams app; often the same as <paramref name="BotId"/>.</param>
/// <param name="BotId">Of the bot's app registration.</param>
/// <param name="Version">Such as <c>1.2.3</c>. Teams takes an update only with a new one.</param>
/// <param name="Commands">At most <see cref="MenuCommand.Most"/>.</param>
public sealed record ManifestValues(Guid AppId, Guid BotId, Version Version, IReadOnlyList<MenuCommand> Commands);
