using BotResponder.Simulator.Entra;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Teams;

/// <summary>A connector call about a conversation that exists, that the bot is in, and that lives in the tenant of the path.</summary>
/// <param name="ThreadId">Null when the id names no thread.</param>
internal sealed record ConnectorCall(ApiCall Api, TeamsConversation Conversation, string? ThreadId);

/// <summary>Checks before a connector handler runs: tenant, token (if wanted), limits (if wanted), conversation, installation.</summary>
internal sealed class ConnectorGate(
    SimulatorOptions options, ConnectorThrottle throttle, TenantDirectory tenants, TokenMint tokens, TeamsRooms rooms)
{
    public static ApiAnswer NotInRoster { get; } = ApiAnswer.Refuse(
        StatusCodes.Status403Forbidden, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");

    public static ApiAnswer NoConversation { get; } = ApiAnswer.Refuse(
        StatusCodes.Status404NotFound, "ConversationNotFound", "Conversation not found.");

    public ConnectorThrottle Throttle { get; } = throttle;

    public RequestDelegate Guard(Func<ApiCall, ApiAnswer> handler) => context =>
    {
        var exchange = context.Features.GetRequiredFeature<UpstreamExchange>();
        return Envelopes.WriteAsync(context, UpstreamArea.Teams, Answer(context, exchange, handler), options.Time.GetUtcNow());
    };

    public RequestDelegate Guard(Func<ConnectorCall, ApiAnswer> handler) => Guard(call =>
    {
        var conversation = rooms.Find(call.Route("cid"), out var threadId);
        if (conversation is null || conversation.TenantId != call.Tenant.Id
            || (threadId is not null && rooms.Message(conversation, threadId) is null))
        {
            return NoConversation;
        }

        if (!rooms.IsInstalled(conversation))
        {
            return NotInRoster;
        }

        var reads = HttpMethods.IsGet(call.Http.Method);
        return (reads ? Throttle.Read(conversation) : Throttle.Write(conversation)) ?? handler(new(call, conversation, threadId));
    });

    private ApiAnswer Answer(HttpContext context, UpstreamExchange exchange, Func<ApiCall, ApiAnswer> handler)
    {
        if (tenants.Find((string)context.Request.RouteValues["tenantId"]!) is not { } tenant)
        {
            return NoConversation;
        }

        exchange.TenantId = tenant.Id;
        var token = tokens.Read(context.Request.Headers.Authorization, Audience.BotFramework);
        return token?.AppId == Cast.BotAppId || !options.RequireConnectorToken
            ? Throttle.Tenant(tenant.Id) ?? handler(new(context.Request, tenant, token?.AppId ?? "", [], exchange.Request.Body))
            : ApiAnswer.Refuse(StatusCodes.Status401Unauthorized, "Unauthorized", "Authorization has been denied for this request.");
    }
}
