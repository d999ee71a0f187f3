using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Defender;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>Graph's alerts_v2: list, get, update, comment.</summary>
internal sealed class AlertsEndpoint(CaseStates states)
{
    private const string Root = "/graph/v1.0/security/alerts_v2";
    private const string Writer = "SecurityAlert.ReadWrite.All";

    /// <summary>Not documented.</summary>
    private const int LargestPage = 1000;

    private static readonly ImmutableArray<string> Statuses = ["new", "inProgress", "resolved"];

    /// <summary>One limit for all of them: Microsoft documents 150 requests a minute for alerts.</summary>
    private static readonly Operation Read = new("alerts_v2", new CallLimit(150, 9000), "SecurityAlert.Read.All", Writer);
    private static readonly Operation Write = Read with { Roles = [Writer] };

    private static readonly Dictionary<string, ODataField<Alert>> OwnFields = new(StringComparer.Ordinal)
    {
        ["serviceSource"] = new(ODataKind.Text, alert => alert.Source),
    };

    public void Map(IEndpointRouteBuilder app, ApiGate gate)
    {
        app.MapGet(Root, gate.Guard(Read, call => CaseLists.Page(call, states, call.Tenant.Alerts, LargestPage, OwnFields, alert => Json(alert, call))));
        app.MapGet($"{Root}/{{id}}", gate.Guard(Read, call => Find(call) is { } alert ? ApiAnswer.Ok(Json(alert, call)) : None(call)));
        app.MapMethods($"{Root}/{{id}}", [HttpMethods.Patch], gate.Guard(Write, Update));
        app.MapPost($"{Root}/{{id}}/comments", gate.Guard(Write, Comment));
    }

    public static bool WantsAll(ApiCall call) => call.Http.Headers["Prefer"] == "include-unknown-enum-members";

    public static ApiAnswer None(ApiCall call) => ApiAnswer.Refuse(StatusCodes.Status404NotFound, "NotFound", $"'{call.Route("id")}' was not found.");

    private static Alert? Find(ApiCall call) => call.Tenant.Alerts.FirstOrDefault(alert => alert.Id == call.Route("id"));

    private ApiAnswer Update(ApiCall call)
    {
        if (Find(call) is not { } alert)
        {
            return None(call);
        }

        if (CaseWrites.ReadUpdate(call.Body, Statuses, out var refusal) is not { } change)
        {
            return refusal!;
        }

        states.Change(alert, change);
        return ApiAnswer.Ok(Json(alert, call));
    }

    private ApiAnswer Comment(ApiCall call) => Find(call) is not { } alert ? None(call)
        : CaseWrites.ReadComment(call.Body) is not { } comment ? CaseWrites.Bad("The body must be one alertComment.")
        : ApiAnswer.Ok(new JsonObject { ["value"] = CaseJson.Comments(states.Comment(alert, comment, Cast.BotName)) });

    private JsonObject Json(Alert alert, ApiCall call) => CaseJson.Of(alert, states.Of(alert), WantsAll(call));
}
