using System.Net;

namespace BotResponder.Tests.Defender.Alerts;

/// <summary>One alert and one incident as Graph answers them.</summary>
internal static class CaseSamples
{
    public const string AlertId = "da637551227677560813_-961444813";
    public const string IncidentId = "2001";
    public const string Title = "Suspicious PowerShell command line";
    public const string Alert = $"/v1.0/security/alerts_v2/{AlertId}";
    public const string Incident = $"/v1.0/security/incidents/{IncidentId}";

    /// <summary>What every comment of the bot's begins with here.</summary>
    public const string OurComment = $"{Samples.Request} R-4F7K2 ransomware";

    /// <param name="comment">Null for none.</param>
    /// <param name="extra">More members, with a comma in front.</param>
    public static string Case(
        string id = AlertId, string titleName = "title", string title = Title, string severity = "medium", string status = "new", string classification = "unknown",
        string determination = "unknown", string? assignedTo = null, string? comment = null, string extra = "") =>
        $$"""
        {"@odata.context":"c","id":"{{id}}","{{titleName}}":"{{title}}","severity":"{{severity}}","status":"{{status}}","classification":"{{classification}}",
         "determination":"{{determination}}","assignedTo":{{(assignedTo is null ? "null" : $"\"{assignedTo}\"")}},"createdDateTime":"2026-03-02T13:00:00.1234567Z",
         "comments":[{{(comment is null ? "" : $$"""{"comment":"{{comment}}","createdByDisplayName":"BotResponder","createdDateTime":"2026-03-02T14:00:00Z"}""")}}]{{extra}}}
        """;

    /// <summary>A comment is added, and the list of them answered.</summary>
    public static PretendMicrosoft TakesComments(this PretendMicrosoft microsoft, string path = Alert) => microsoft.On(
        $"POST {path}/comments", HttpStatusCode.OK, $$"""{"@odata.context":"c","value":[{"comment":"{{OurComment}}"}]}""");
}
