using System.Text.Json;

namespace BotResponder.Teams.Activities;

/// <summary>Who started the tap.</summary>
public enum CardTrigger
{
    /// <summary>A person tapped.</summary>
    Manual,

    /// <summary>The client refreshed the card by itself: answer from state, change nothing.</summary>
    Automatic,
}

/// <summary>A tap on an Action.Execute. Its sender chooses every byte of it: what it holds is a reference to look up, never a right or a fact.</summary>
/// <remarks>Source: Universal Actions for Adaptive Cards, invoke "adaptiveCard/action".</remarks>
public sealed class CardTap
{
    /// <summary>In UTF-16 characters; longer values are cut.</summary>
    public const int MaxValueLength = 4000;

    private const int MaxVerbLength = 64;
    private readonly JsonElement _data;

    private CardTap(string verb, CardTrigger trigger, JsonElement data)
    {
        Verb = verb;
        Trigger = trigger;
        _data = data;
    }

    /// <summary>Not empty; 64 characters at most.</summary>
    public string Verb { get; }

    public CardTrigger Trigger { get; }

    public static Reading<CardTap> Read(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value
            || !value.TryGetProperty("action", out var action) || action.ValueKind != JsonValueKind.Object)
        {
            return Reading<CardTap>.Refuse("The tap carries no action.");
        }

        if (JsonText.Of(action, "verb") is not { Length: > 0 and <= MaxVerbLength } verb)
        {
            return Reading<CardTap>.Refuse("The tap carries no verb, or one that is longer than 64 characters.");
        }

        if (action.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("Action.Execute"u8)))
        {
            return Reading<CardTap>.Refuse("Only taps on Action.Execute are understood.");
        }

        return Finish(value, action, verb);
    }

    /// <summary>A string member of the tap's data: an authored value or a typed input.</summary>
    /// <returns>Null when absent or anything but a string.</returns>
    public string? Get(string name) => JsonText.Of(_data, name, MaxValueLength);

    private static Reading<CardTap> Finish(JsonElement value, JsonElement action, string verb)
    {
        if (action.TryGetProperty("data", out var data) && data.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            return Reading<CardTap>.Refuse("The tap's data is not an object.");
        }

        // Some clients leave the trigger out when a person taps.
        CardTrigger? trigger = !value.TryGetProperty("trigger", out var named) ? CardTrigger.Manual
            : JsonText.Of(value, "trigger") switch
            {
                "manual" => CardTrigger.Manual,
                "automatic" => CardTrigger.Automatic,
                null when named.ValueKind == JsonValueKind.Null => CardTrigger.Manual,
                _ => null,
            };
        return trigger is { } known
            ? Reading<CardTap>.Of(new CardTap(verb, known, data))
            : Reading<CardTap>.Refuse("The tap's trigger is neither manual nor automatic.");
    }
}
