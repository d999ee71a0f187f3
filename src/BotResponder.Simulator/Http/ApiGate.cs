using BotResponder.Simulator.Entra;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Http;

/// <summary>One protected operation.</summary>
/// <param name="Api">Its name in the rate limits.</param>
/// <param name="Roles">Any one of these application permissions is enough.</param>
internal sealed record Operation(string Api, CallLimit Limit, params string[] Roles)
{
    /// <summary>Whether a 429 says how long to wait.</summary>
    public bool SaysWait { get; init; } = true;
}

/// <summary>Checks token, role and call limit before a Defender or Graph handler runs.</summary>
internal sealed class ApiGate(UpstreamArea area, string audience, RateLimits limits, TenantDirectory tenants, TokenMint tokens, TimeProvider time)
{
    public RequestDelegate Guard(Operation operation, Func<ApiCall, ApiAnswer> handler) => context =>
    {
        var exchange = context.Features.GetRequiredFeature<UpstreamExchange>();
        var answer = Admit(context.Request, operation, exchange, out var call) ?? handler(call!);
        return Envelopes.WriteAsync(context, area, answer, time.GetUtcNow());
    };

    public static ApiAnswer Forbidden(params string[] roles) => ApiAnswer.Refuse(StatusCodes.Status403Forbidden, "Forbidden",
        $"The application does not have any of the required application permissions ({string.Join(", ", roles)}) to access the resource.");

    private ApiAnswer? Admit(HttpRequest http, Operation operation, UpstreamExchange exchange, out ApiCall? call)
    {
        call = null;
        if (tokens.Read(http.Headers.Authorization, audience) is not { } token || tenants.Find(token.TenantId) is not { } tenant)
        {
            return ApiAnswer.Refuse(StatusCodes.Status401Unauthorized, Unauthorized, "Access token is missing, expired or not for this API.");
        }

        exchange.TenantId = tenant.Id;
        if (!operation.Roles.Intersect(token.Roles, StringComparer.Ordinal).Any())
        {
            return Forbidden(operation.Roles);
        }

        if (limits.Take($"{operation.Api}|{tenant.Id}|{token.AppId}", operation.Limit) is { } wait)
        {
            return ApiAnswer.Refuse(StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many requests. Try again later.")
                with
            { RetryAfter = operation.SaysWait ? wait : null };
        }

        call = new(http, tenant, token.AppId, token.Roles, exchange.Request.Body);
        return null;
    }

    private string Unauthorized => area == UpstreamArea.Graph ? "InvalidAuthenticationToken" : "Unauthorized";
}
