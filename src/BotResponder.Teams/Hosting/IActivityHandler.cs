using BotResponder.Teams.Activities;

namespace BotResponder.Teams.Hosting;

/// <summary>The one seam between the protocol and the bot. Resolved from a scope of its own for each activity. Both calls run to their own
/// end: Teams hanging up does not cancel them.</summary>
public interface IActivityHandler
{
    /// <summary>Takes over a message, an update of a conversation or installation, a reaction, an edit or a deletion. The same activity may come twice.</summary>
    /// <param name="cancellationToken">Cancelled after 10 seconds; Teams sends again after 15.</param>
    /// <returns>True once it is stored durably; false when it could not be stored, and Teams is told to send it again (500).</returns>
    Task<bool> AcceptAsync(Activity activity, CancellationToken cancellationToken);

    /// <summary>Answers one of <see cref="InvokeNames"/>. After 4 seconds the person is told that the card will be updated; the call goes on.</summary>
    /// <param name="cancellationToken">Cancelled after 30 seconds.</param>
    Task<InvokeAnswer> InvokeAsync(Activity activity, CancellationToken cancellationToken);
}
