namespace BotResponder.Teams.Connector;

/// <summary>One call to the Connector, not yet sent.</summary>
/// <param name="Operation">For the log.</param>
/// <param name="Path">Segments below the service URL, unescaped.</param>
/// <param name="Query">Already escaped, without "?".</param>
internal sealed record ConnectorCall(
    string Operation, HttpMethod Method, CallPlace Place, string ServiceUrl, IReadOnlyList<string> Path, byte[]? Body = null, string? Query = null)
{
    /// <returns>Null when an id is empty or would change the path it is put into.</returns>
    public Uri? Address()
    {
        if (Path.Any(segment => segment is "" or "." or ".."))
        {
            return null;
        }

        var path = string.Join('/', Path.Select(Uri.EscapeDataString));
        var query = Query is null ? "" : "?" + Query;
        return Uri.TryCreate($"{ServiceUrl.TrimEnd('/')}/{path}{query}", UriKind.Absolute, out var address) ? address : null;
    }

    public HttpRequestMessage ToRequest(Uri address)
    {
        var request = new HttpRequestMessage(Method, address);
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            request.Content.Headers.ContentType = new("application/json", "utf-8");
        }

        return request;
    }
}
