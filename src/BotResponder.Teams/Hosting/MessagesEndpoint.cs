using System.Text.Json;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Authentication;
using BotResponder.Teams.Cards;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BotResponder.Teams.Hosting;

/// <summary>POST /api/messages: is it the Connector, is it an activity, whose is it, what is the answer.</summary>
/// <remarks>Statuses: 202 taken, 200 answered invoke or dropped unknown type, 400 no activity, 401 no valid token, 403 wrong channel or host,
/// 405 not POST, 408 body not here within 10 seconds, 413 above 256 KB, 415 not JSON, 500 could not be stored, 501 unknown invoke.</remarks>
internal sealed class MessagesEndpoint(InboundGate gate, ActivityRunner runner, TimeProvider time, ILogger<MessagesEndpoint> log)
{
    /// <summary>Teams posts at once; a body that trickles in holds a connection and a buffer.</summary>
    private static readonly TimeSpan BodyDeadline = TimeSpan.FromSeconds(10);

    public async Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var caller = await gate.IdentifyAsync(context);
        if (caller is Caller.Refused refused)
        {
            Refuse(context, refused);
            return;
        }

        if (await ReadAsync(context) is { } activity)
        {
            await HandOnAsync(context, caller, activity);
        }
    }

    private void Refuse(HttpContext context, Caller.Refused refused)
    {
        log.RequestRefused(refused.Status, refused.Reason);
        if (refused.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        context.Response.StatusCode = refused.Status;
    }

    private async Task<Activity?> ReadAsync(HttpContext context)
    {
        // A foreign web page can make a browser post anything but JSON without asking first.
        if (!context.Request.HasJsonContentType())
        {
            return await RejectAsync(context, StatusCodes.Status415UnsupportedMediaType, "The body must be application/json.");
        }

        using var deadline = new CancellationTokenSource(BodyDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            return await ParseAsync(context, either.Token);
        }
        catch (BadHttpRequestException exception)
        {
            return await RejectAsync(context, exception.StatusCode, "The body could not be read.");
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return await RejectAsync(context, StatusCodes.Status408RequestTimeout, "The body did not arrive within 10 seconds.");
        }
    }

    private async Task<Activity?> ParseAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var body = await PooledBody.ReadAsync(context.Request, ActivityReader.MaxBytes, cancellationToken);
        if (body is null)
        {
            return await RejectAsync(context, StatusCodes.Status413PayloadTooLarge, "The activity is larger than 256 KB.");
        }

        return ActivityReader.Read(body.Bytes).TryGetValue(out var activity, out var reason)
            ? activity
            : await RejectAsync(context, StatusCodes.Status400BadRequest, reason);
    }

    private async Task<Activity?> RejectAsync(HttpContext context, int status, string sentence)
    {
        log.RequestRejected(status, sentence);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(sentence, context.RequestAborted);
        return null;
    }

    private async Task HandOnAsync(HttpContext context, Caller caller, Activity activity)
    {
        if (gate.Check(caller, activity) is { } refused)
        {
            Refuse(context, refused);
        }
        else if (activity.Type == ActivityTypes.Invoke)
        {
            var answer = InvokeNames.IsKnown(activity.Name) ? await runner.InvokeAsync(activity) : new InvokeAnswer.NotImplemented();
            await WriteAsync(context, answer);
        }
        else if (ActivityTypes.IsAccepted(activity.Type))
        {
            context.Response.StatusCode = await runner.AcceptAsync(activity)
                ? StatusCodes.Status202Accepted
                : StatusCodes.Status500InternalServerError;
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
        }
    }

    private static async Task WriteAsync(HttpContext context, InvokeAnswer answer)
    {
        context.Response.StatusCode = answer.HttpStatus;
        if (answer is InvokeAnswer.NotImplemented)
        {
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await using (var writer = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { Encoder = CardJson.Encoder }))
        {
            answer.WriteTo(writer);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
