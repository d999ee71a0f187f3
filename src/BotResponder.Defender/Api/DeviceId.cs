using System.Diagnostics.CodeAnalysis;

namespace BotResponder.Defender.Api;

/// <summary>Defender's id of a device: 40 hexadecimal digits, kept lower case. Only text of that shape becomes one, so it is safe in a path.</summary>
internal readonly record struct DeviceId
{
    private const int Length = 40;

    private DeviceId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out DeviceId id)
    {
        id = default;
        if (text is not { Length: Length } || !text.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        id = new(text.ToLowerInvariant());
        return true;
    }

    public override string ToString() => Value;
}

/// <summary>Defender's id of a machine action: a GUID with hyphens, kept lower case. Only text of that shape becomes one, so it is safe in a path.</summary>
internal readonly record struct MachineActionId
{
    private MachineActionId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out MachineActionId id)
    {
        id = default;
        if (text is not { Length: 36 } || !Guid.TryParseExact(text, "D", out var guid))
        {
            return false;
        }

        id = new(guid.ToString("D"));
        return true;
    }

    public override string ToString() => Value;
}
