using System.Globalization;
using BotResponder.Simulator.Http;

namespace BotResponder.Simulator.Defender;

/// <summary>The list of indicators under <c>/defender/api/indicators</c>. An app with <c>Ti.ReadWrite</c> alone sees its own.</summary>
internal sealed class IndicatorEndpoints(ApiGate gate, Indicators indicators, SimulatorOptions options)
{
    private const string Set = "Indicators";
    private const string All = "Ti.ReadWrite.All";

    private static readonly CallLimit Usual = new(100, 1500);
    private static readonly string[] Roles = [All, "Ti.ReadWrite"];

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var root in new[] { "/defender/api/indicators", "/defender/api/v1.0/indicators" })
        {
            app.MapGet(root, gate.Guard(new Operation("ListIndicators", Usual, Roles), List));
            app.MapPost(root, gate.Guard(new Operation("SubmitIndicator", Usual, Roles), Submit));
            app.MapDelete($"{root}/{{id}}", gate.Guard(new Operation("DeleteIndicator", Usual, Roles), Delete));
        }
    }

    private ApiAnswer List(ApiCall call) => DefenderLists.Page(call, Set, Seen(call), IndicatorEntity.Fields, each => each.ToJson());

    private ApiAnswer Submit(ApiCall call)
    {
        if (IndicatorBody.Read(call, options.Time.GetUtcNow(), out var refused) is not { } body)
        {
            return refused!;
        }

        // What Defender answers when a tenant is full is not documented.
        return indicators.Submit(call, body) is { } entity
            ? ApiAnswer.Ok(DefenderJson.Single(Set, entity.ToJson()))
            : ApiAnswer.Refuse(StatusCodes.Status400BadRequest, "BadRequest", "The tenant has as many active indicators as it may have.");
    }

    private ApiAnswer Delete(ApiCall call) =>
        long.TryParse(call.Route("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Seen(call).Any(each => each.Id == id) && indicators.Delete(call.Tenant.Id, id)
            ? new(StatusCodes.Status204NoContent, null)
            : ApiAnswer.Refuse(StatusCodes.Status404NotFound, "ResourceNotFound", "The indicator was not found.");

    private IEnumerable<IndicatorEntity> Seen(ApiCall call) =>
        indicators.Of(call.Tenant.Id).Where(each => each.AppId == call.AppId || call.Roles.Contains(All, StringComparer.Ordinal));
}
