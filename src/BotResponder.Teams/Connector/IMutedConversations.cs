namespace BotResponder.Teams.Connector;

/// <summary>Remembers where the bot must not write until it is added again. Asked before every write, told of every refusal that means it.</summary>
/// <remarks>Source: 403 BotNotInConversationRoster, BotDisabledByAdmin and ConversationBlockedByUser of Teams' status codes.</remarks>
public interface IMutedConversations
{
    /// <param name="conversation">The channel or chat, whatever the thread.</param>
    /// <returns>Teams' code of then; null where the bot may write.</returns>
    Task<string?> FindAsync(string conversation, CancellationToken cancellationToken);

    Task MuteAsync(string conversation, string code, CancellationToken cancellationToken);
}

/// <summary>For a program without a memory: every refusal is Teams' own.</summary>
internal sealed class NothingMuted : IMutedConversations
{
    public Task<string?> FindAsync(string conversation, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task MuteAsync(string conversation, string code, CancellationToken cancellationToken) => Task.CompletedTask;
}
