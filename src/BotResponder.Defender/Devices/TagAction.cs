using System.Collections.Immutable;
using System.Text.Json;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Defender.Api;
using Microsoft.Extensions.Options;

namespace BotResponder.Defender.Devices;

/// <summary>What giving a tag and taking it away have in common.</summary>
internal abstract class TagAction(bool isThere, DevicePreview devices, TagOperation operation, IOptions<DefenderOptions> options)
    : DeviceTargetAction<TagParameters>(devices, TagJson.Default.TagParameters)
{
    private const string Tag = "tag";
    private const int MaxLength = 200;

    public override Task<Problem?> AdmitAsync(CustomerId customer, CancellationToken cancellationToken) => operation.AdmitAsync(customer, cancellationToken);

    public override Task<Result<AdoptedReceipt>> FindOwnAsync(ActionOrder order, CancellationToken cancellationToken) =>
        operation.FindOwnAsync(order, isThere, Read(order.Parameters).Tag, cancellationToken);

    public override Task<Result<ActionProgress>> ReadStatusAsync(CustomerId customer, ActionReceipt receipt, CancellationToken cancellationToken) =>
        operation.ReadStatusAsync(customer, receipt, cancellationToken);

    protected static CommandGrammar Grammar(string verb) => CommandGrammar.ForVerb(verb)
        .TakesList(DeviceArgument.Name, DeviceArgument.Help)
        .Takes(Tag, "one word, or more in double quotes")
        .Because();

    /// <summary>The undo is about the same tag.</summary>
    protected static ImmutableDictionary<string, string> TagOf(ActionParameters parameters) =>
        ImmutableDictionary<string, string>.Empty.Add(Tag, Read(parameters).Tag);

    protected override Result<TagParameters> BindParameters(CommandArguments arguments) =>
        arguments.Find(Tag)?.Trim() is not { Length: > 0 and <= MaxLength } tag || PlainLine.Of(tag, MaxLength) != tag
            ? new Problem.Malformed($"Name one tag of 1 to {MaxLength} characters on one line.")
            : DeviceArgument.Read(arguments).TryGetValue(out var device, out var problem) ? new TagParameters(device, tag) : problem;

    protected override string DeviceOf(TagParameters parameters) => parameters.Device;

    /// <remarks>A tag of that kind decides how many must approve the next action on the device: to give or take it is as grave as that action.</remarks>
    protected override ActionPreview Describe(FoundDevice found, TagParameters parameters)
    {
        var isCritical = CriticalDevice.IsCriticalTag(parameters.Tag, options.Value.CriticalTags);
        var preview = found.With(
            found.Machine.Tags.Contains(parameters.Tag, StringComparer.Ordinal) != isThere ? null
                : isThere ? "The device has this tag already." : "The device does not have this tag.",
            isThere ? "The device carries the tag from then on." : "The device loses the tag.",
            "Device groups, and what is automated for them, may go by tags: the device may change its group.");
        return preview with
        {
            Facts = preview.Facts.Insert(0, new ActionFact("Tag", parameters.Tag, IsPinned: true)),
            IsCritical = preview.IsCritical || isCritical,
            Warnings = isCritical ? preview.Warnings.Add("This tag says that the device is critical: it decides how many must approve.") : preview.Warnings,
        };
    }

    protected override Task<Result<ActionReceipt>> ExecuteAsync(ActionOrder order, TagParameters parameters, CancellationToken cancellationToken) =>
        operation.SetAsync(order, isThere, parameters.Tag, cancellationToken);

    private static TagParameters Read(ActionParameters parameters) =>
        JsonSerializer.Deserialize(parameters.Json, TagJson.Default.TagParameters) ?? throw new JsonException("Stored parameters are null.");
}
