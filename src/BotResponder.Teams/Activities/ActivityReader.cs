using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace BotResponder.Teams.Activities;

/// <summary>What was read, or one sentence that says why it could not be.</summary>
public readonly record struct Reading<T>(T? Value, string? Reason)
    where T : class
{
    public bool TryGetValue([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? reason)
    {
        value = Value;
        reason = value is null ? Reason ?? "Nothing was read." : null;
        return value is not null;
    }

    internal static Reading<T> Of(T value) => new(value, null);

    internal static Reading<T> Refuse(string reason) => new(null, reason);
}

/// <summary>Turns the bytes of one request into an activity. Never throws on any input.</summary>
public static class ActivityReader
{
    /// <summary>In bytes of UTF-8. Teams' own messages stay below 100 KB.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Levels of nesting, the activity's own braces included.</summary>
    public const int MaxDepth = 32;

    public static Reading<Activity> Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            return Reading<Activity>.Refuse("The activity is larger than 256 KB.");
        }

        try
        {
            var activity = JsonSerializer.Deserialize(utf8.Span, ActivityJson.Default.Activity);
            return string.IsNullOrWhiteSpace(activity?.Type)
                ? Reading<Activity>.Refuse("The activity has no type.")
                : Reading<Activity>.Of(activity);
        }
        catch (JsonException)
        {
            // The exception's message quotes the input, so it goes nowhere.
            return Reading<Activity>.Refuse("The body is not an activity in JSON, or is nested more than 32 levels deep.");
        }
    }
}
