using System.Collections.Immutable;
using BotResponder.Defender.Api;

namespace BotResponder.Defender.Devices;

/// <summary>What makes a device one that more people must approve.</summary>
/// <param name="IsDomainController">By its tag, or because its device group is named for domain controllers.</param>
/// <param name="Tags">The critical tags that it carries, in order. Other people's text.</param>
internal sealed record CriticalDevice(bool IsDomainController, ImmutableArray<string> Tags)
{
    private const string DomainControllerTag = "domain-controller";
    private const string DomainControllerGroup = "Domain Controllers";

    public bool IsCritical => IsDomainController || Tags.Length > 0;

    /// <summary>A device with this tag is critical.</summary>
    public static bool IsCriticalTag(string tag, IReadOnlyCollection<string> criticalTags) =>
        tag.Equals(DomainControllerTag, StringComparison.OrdinalIgnoreCase) || criticalTags.Contains(tag, StringComparer.OrdinalIgnoreCase);

    public static CriticalDevice Of(Machine machine, IReadOnlyCollection<string> criticalTags)
    {
        var tags = machine.Tags.Select(tag => tag.Trim()).ToImmutableArray();
        return new(
            tags.Contains(DomainControllerTag, StringComparer.OrdinalIgnoreCase)
                || machine.RbacGroupName?.Contains(DomainControllerGroup, StringComparison.OrdinalIgnoreCase) == true,
            [.. tags.Where(tag => criticalTags.Contains(tag, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.OrdinalIgnoreCase)]);
    }
}
