using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotResponder.Simulator.Http;
using BotResponder.Simulator.Tenants;

namespace BotResponder.Simulator.Graph;

/// <summary>Graph's incidents: list, get with or without their alerts, update, comment.</summary>
internal sealed class IncidentsEndpoint(CaseStates states, SimulatorOptions options)
{
    private const string Root = "/graph/v1.0/security/incidents";
    private const string Writer = "SecurityIncident.ReadWrite.All";

    /// <summary>Not documented.</summary>
    private const int LargestPage = 50;

    /// <summary>Redirected is what Microsoft alone makes of an incident.</summary>
    private static readonly ImmutableArray<string> Statuses = ["active", "inProgress", "awaitingAction", "resolved"];

    private static readonly Operation Read = new("incidents", new CallLimit(150, 9000), "SecurityIncident.Read.All", Writer);
    private static readonly Operation Write = Read with { Roles = [Writer] };

    public void Map(IEndpointRouteBuilder app, ApiGate gate)
    {
        app.MapGet(Root, gate.Guard(Read, call => CaseLists.Page(call, states, call.Tenant.Incidents, LargestPage, [], incident => Json(incident, call))));
        app.MapGet($"{Root}/{{id}}", gate.Guard(Read, call => Find(call) is { } incident ? ApiAnswer.Ok(Json(incident, call)) : AlertsEndpoint.None(call)));
        app.MapMethods($"{Root}/{{id}}", [HttpMethods.Patch], gate.Guard(Write, Update));
        app.MapPost($"{Root}/{{id}}/comments", gate.Guard(Write, Comment));
    }

    private static Incident? Find(ApiCall call) => call.Tenant.Incidents.FirstOrDefault(incident => incident.Id == call.Route("id"));

    private static IEnumerable<Alert> AlertsOf(Incident incident, Tenant tenant) => tenant.Alerts.Where(alert => alert.IncidentId == incident.Id);

    private ApiAnswer Update(ApiCall call)
    {
        if (Find(call) is not { } incident)
        {
            return AlertsEndpoint.None(call);
        }

        if (CaseWrites.ReadUpdate(call.Body, Statuses, out var refusal) is not { } change)
        {
            return refusal!;
        }

        if (incident.MergedInto is not null)
        {
            return CaseWrites.Bad("The incident was merged into another.");
        }

        var after = states.Change(incident, change);
        if (after.Status == "resolved" && options.ResolvingIncidentResolvesAlerts)
        {
            foreach (var alert in AlertsOf(incident, call.Tenant).Where(alert => states.Of(alert).Status != "resolved"))
            {
                states.Change(alert, state => state with { Status = "resolved", Classification = after.Classification, Determination = after.Determination });
            }
        }

        return ApiAnswer.Ok(Json(incident, call));
    }

    private ApiAnswer Comment(ApiCall call) => Find(call) is not { } incident ? AlertsEndpoint.None(call)
        : CaseWrites.ReadComment(call.Body) is not { } comment ? CaseWrites.Bad("The body must be one alertComment.")
        : ApiAnswer.Ok(new JsonObject { ["value"] = CaseJson.Comments(states.Comment(incident, comment, Cast.BotName)) });

    private JsonObject Json(Incident incident, ApiCall call)
    {
        var all = AlertsEndpoint.WantsAll(call);
        var json = CaseJson.Of(incident, states.Of(incident), all);
        if (call.Query("$expand") == "alerts")
        {
            json["alerts"] = new JsonArray([.. AlertsOf(incident, call.Tenant).Select(alert => CaseJson.Of(alert, states.Of(alert), all))]);
        }

        return json;
    }
}
