using System.Globalization;

namespace BotResponder.Defender.Api;

/// <summary>A <c>$filter</c> expression. The only place where text from outside becomes an OData literal.</summary>
/// <remarks>OData 4.01 URL conventions: a string literal stands in single quotes, a quote in it is doubled, nothing else is special.</remarks>
internal sealed record ODataFilter
{
    /// <summary>
    /// So many values fit into one <see cref="AnyOf"/>, with a second condition beside it: Microsoft's OData libraries refuse a filter of more than 100
    /// nodes (three for a comparison, one for each "or"), and a query string of more than 2,048 characters, where nobody has raised that.
    /// </summary>
    public const int MostValues = 20;

    private ODataFilter(string text) => Text = text;

    /// <summary>Not yet percent-encoded; see <see cref="QueryOption"/>.</summary>
    public string Text { get; }

    /// <summary>As it stands in a URL: <c>$filter=…</c> with everything but unreserved characters percent-encoded.</summary>
    public string QueryOption => "$filter=" + Uri.EscapeDataString(Text);

    public static ODataFilter Equal(ODataField field, string value) => new($"{field.Name} eq {Literal(value)}");

    public static ODataFilter StartsWith(ODataField field, string value) => new($"startswith({field.Name},{Literal(value)})");

    /// <summary>The field is one of these; at least one.</summary>
    public static ODataFilter AnyOf(ODataField field, IEnumerable<string> values) => new(string.Join(" or ", values.Select(value => Equal(field, value).Text)));

    /// <param name="at">Written in whole seconds, rounded down.</param>
    public static ODataFilter NotBefore(ODataField field, DateTimeOffset at) =>
        new($"{field.Name} ge {at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}");

    public ODataFilter And(ODataFilter other) => new($"({Text}) and ({other.Text})");

    public ODataFilter Or(ODataFilter other) => new($"({Text}) or ({other.Text})");

    private static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}

/// <summary>The fields that the bot filters on: a closed list, so no outside text can stand where a field does.</summary>
internal sealed record ODataField
{
    private ODataField(string name) => Name = name;

    public string Name { get; }

    public static ODataField Id { get; } = new("id");

    public static ODataField ComputerDnsName { get; } = new("computerDnsName");

    public static ODataField MachineId { get; } = new("machineId");

    public static ODataField Type { get; } = new("type");

    public static ODataField IndicatorValue { get; } = new("indicatorValue");

    public static ODataField CreatedAt { get; } = new("creationDateTimeUtc");

    /// <summary>Of an alert or an incident.</summary>
    public static ODataField CaseCreatedAt { get; } = new("createdDateTime");

    public static ODataField Status { get; } = new("status");

    public static ODataField Classification { get; } = new("classification");

    public static ODataField ServiceSource { get; } = new("serviceSource");

    public static ODataField Severity { get; } = new("severity");

    public static ODataField UserPrincipalName { get; } = new("userPrincipalName");

    public static ODataField DisplayName { get; } = new("displayName");

    public static ODataField OnPremisesSamAccountName { get; } = new("onPremisesSamAccountName");

    public static ODataField OnPremisesSid { get; } = new("onPremisesSecurityIdentifier");
}
