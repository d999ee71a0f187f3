using BotResponder.Core.Results;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using BotResponder.Teams.Connector;

namespace BotResponder.Host.Chat;

/// <summary>Says something in the conversation of a turn.</summary>
internal sealed class ChatReplies(ConnectorClient connector, ILogger<ChatReplies> log)
{
    /// <summary>Longer than any sentence of ours with quoted words in it.</summary>
    private const int LongestSentence = 1000;

    public Task SayAsync(ChatContext chat, CardText text, CancellationToken cancellationToken) =>
        SendAsync(chat, new OutgoingMessage.Text(text), cancellationToken);

    public Task SayAsync(ChatContext chat, AdaptiveCard card, CardText summary, CancellationToken cancellationToken) =>
        SendAsync(chat, new OutgoingMessage.Card(card, summary), cancellationToken);

    /// <summary>A problem's sentence may quote what somebody typed, so it is shown literally.</summary>
    public Task SayAsync(ChatContext chat, Problem problem, CancellationToken cancellationToken)
    {
        log.SaidNo(problem.Code, chat.ActivityId);
        return SayAsync(chat, CardText.Theirs(problem.Sentence, LongestSentence), cancellationToken);
    }

    /// <exception cref="ReplyFailedException">Teams can certainly not have shown it, and may next time: the turn is run again.</exception>
    private async Task SendAsync(ChatContext chat, OutgoingMessage message, CancellationToken cancellationToken)
    {
        // A tap's own id is no message that could be answered; the one that began the thread always is.
        switch (await connector.SendAsync(chat.Here, message, chat.Thread, cancellationToken))
        {
            case ConnectorAnswer<string>.Done:
                break;
            case ConnectorAnswer<string>.Throttled or ConnectorAnswer<string>.Failed { Transient: true, MayHaveHappened: false }:
                throw new ReplyFailedException();
            case var lost:
                log.ReplyLost(chat.ActivityId, lost.GetType().Name);
                break;
        }
    }
}

/// <summary>Teams did not take a reply. Trying the turn again is safe: every step of it knows that it was done.</summary>
internal sealed class ReplyFailedException() : Exception("Teams did not take the reply.");
