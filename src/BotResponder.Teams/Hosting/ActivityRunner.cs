using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotResponder.Teams.Hosting;

/// <summary>Runs the handler under the bot's own deadlines, in a scope that outlives the request.</summary>
internal sealed class ActivityRunner(IServiceScopeFactory scopes, TimeProvider time, ILogger<ActivityRunner> log)
{
    private static readonly TimeSpan AcceptDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InvokeDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(4);

    public async Task<bool> AcceptAsync(Activity activity)
    {
        using var deadline = new CancellationTokenSource(AcceptDeadline, time);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var handler = scope.ServiceProvider.GetRequiredService<IActivityHandler>();
            return await handler.AcceptAsync(activity, deadline.Token);
        }
#pragma warning disable CA1031 // the edge: whatever went wrong, Teams is told to send again
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.AcceptFailed(exception, activity.Type, activity.Id);
            return false;
        }
    }

    public async Task<InvokeAnswer> InvokeAsync(Activity activity)
    {
        var running = RunInvokeAsync(activity);
        try
        {
            return await running.WaitAsync(AnswerDeadline, time);
        }
        catch (TimeoutException)
        {
            log.InvokeSlow(activity.Name, activity.Id);
            return StillWorking(activity.Name);
        }
    }

    private async Task<InvokeAnswer> RunInvokeAsync(Activity activity)
    {
        using var deadline = new CancellationTokenSource(InvokeDeadline, time);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var handler = scope.ServiceProvider.GetRequiredService<IActivityHandler>();
            return await handler.InvokeAsync(activity, deadline.Token);
        }
#pragma warning disable CA1031 // the edge: the person gets a neutral answer, the log gets the exception
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.InvokeFailed(exception, activity.Name, activity.Id);
            return Broken(activity.Name);
        }
    }

    private static InvokeAnswer StillWorking(string? invoke) => invoke == InvokeNames.ExtensionQuery
        ? new InvokeAnswer.ExtensionNote(CardText.Ours("That takes too long just now. Please search again in a moment."))
        : InvokeAnswer.Say(invoke, CardText.Ours("Still working on it. The card will be updated."), sentence => new InvokeAnswer.Message(sentence));

    private static InvokeAnswer Broken(string? invoke) => InvokeAnswer.Say(
        invoke, CardText.Ours("The bot could not answer. Please try again in a minute."), sentence => new InvokeAnswer.Error(500, "internal", sentence));
}
