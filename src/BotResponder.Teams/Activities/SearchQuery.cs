namespace BotResponder.Teams.Activities;

/// <summary>What somebody types into a choice set that asks the bot for choices. Its sender chooses every byte of it.</summary>
/// <remarks>Source: Adaptive Cards' dynamic typeahead, invoke "application/search": queryText and dataset.</remarks>
public sealed record SearchQuery
{
    /// <summary>In UTF-16 characters; longer texts are cut.</summary>
    public const int MaxTextLength = 100;

    private const int MaxDatasetLength = 64;

    private SearchQuery(string dataset, string text) => (Dataset, Text) = (dataset, text);

    /// <summary>The name that the card gave; 1 to 64 characters.</summary>
    public string Dataset { get; }

    /// <summary>May be empty: nothing was typed yet.</summary>
    public string Text { get; }

    public static Reading<SearchQuery> Read(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity.Value is not { ValueKind: System.Text.Json.JsonValueKind.Object } value || JsonText.Of(value, "dataset") is not { Length: > 0 and <= MaxDatasetLength } dataset)
        {
            return Reading<SearchQuery>.Refuse("The search names no data set, or one that is longer than 64 characters.");
        }

        return Reading<SearchQuery>.Of(new SearchQuery(dataset, JsonText.Of(value, "queryText", MaxTextLength)?.Trim() ?? ""));
    }
}
