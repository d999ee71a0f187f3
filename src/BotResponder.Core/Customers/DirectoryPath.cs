using System.Collections.Immutable;
using System.Text;

namespace BotResponder.Core.Customers;

/// <summary>A distinguished name of Active Directory, taken apart: <c>CN=ada,OU=Berlin,DC=contoso,DC=local</c>.</summary>
public sealed class DirectoryPath
{
    private readonly ImmutableArray<string> _parts;

    private DirectoryPath(ImmutableArray<string> parts) => _parts = parts;

    /// <returns>Null for text that is no distinguished name.</returns>
    public static DirectoryPath? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var (parts, part, isEscaped) = (ImmutableArray.CreateBuilder<string>(), new StringBuilder(), false);
        foreach (var character in text + ",")
        {
            if (character == ',' && !isEscaped)
            {
                parts.Add(part.ToString().Trim());
                part.Clear();
            }
            else
            {
                part.Append(character);
            }

            isEscaped = character == '\\' && !isEscaped;
        }

        return isEscaped || part.Length > 0 || parts.Any(each => each.IndexOf('=', StringComparison.Ordinal) is < 1) ? null : new(parts.ToImmutable());
    }

    /// <summary>True for the unit itself and for whatever stands below it, in any case.</summary>
    public bool IsIn(DirectoryPath unit) => _parts.Length >= unit._parts.Length
        && _parts.TakeLast(unit._parts.Length).SequenceEqual(unit._parts, StringComparer.OrdinalIgnoreCase);

    public override string ToString() => string.Join(',', _parts);
}
