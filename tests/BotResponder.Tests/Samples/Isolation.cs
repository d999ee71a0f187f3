using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using Moq;

namespace BotResponder.Tests.Samples;

/// <summary>A response action as the tests declare it, with its undo. The calls are a strict mock: what a test does not expect, fails.</summary>
internal static class Isolation
{
    public static readonly ActionTarget Workstation = new("device", "0a5bcafe", "WS-042");

    public static readonly ActionParameters Parameters = new("""{"device":"WS-042"}""");

    public static readonly CommandGrammar Grammar = CommandGrammar.ForVerb("isolate", "quarantine")
        .Takes("device", "host name or Defender device id").Allows("selective", "keep Outlook, Teams and Skype connected").Because();

    public static readonly ActionDescriptor Descriptor = new()
    {
        Id = new("device.isolate"),
        Title = "Isolate device",
        Summary = "Cuts the device off the network.",
        Grammar = Grammar,
        Examples = ["isolate WS-042 because ransomware"],
        Permissions = ["Machine.Isolate"],
        Policy = new(ActionRisk.Medium, Approvals: 1, CriticalAssetApprovals: 2),
        UndoneBy = new("device.release"),
        VerifiedBy = "The machine action is read.",
        TargetKind = "device",
        UndoCommand = target => new() { Verb = "release", Values = CommandValues("device", target.Id) },
    };

    public static readonly ActionDescriptor ReleaseDescriptor = Descriptor with
    {
        Id = new("device.release"),
        Title = "Release device",
        Grammar = CommandGrammar.ForVerb("release").Takes("device", "host name or Defender device id").Because(),
        Policy = new(ActionRisk.Low, Approvals: 0, CriticalAssetApprovals: 0),
        UndoneBy = null,
        UndoCommand = null,
    };

    public static ActionPreview Preview(ActionTarget? target = null, bool isCritical = false) => new()
    {
        Target = target ?? Workstation,
        Facts = [new("Device id", (target ?? Workstation).Id, IsPinned: true), new("Last seen", "5 minutes ago")],
        Consequences = ["It loses its network."],
        IsCritical = isCritical,
        PortalLink = new("https://security.microsoft.com/machines/0a5bcafe?tid=22222222-2222-2222-2222-222222222222"),
    };

    /// <summary>Knows its descriptor, can be previewed and lets every call leave at once; every other call must be set up by the test.</summary>
    public static Mock<IResponseAction> Action(ActionDescriptor? descriptor = null, ActionPreview? preview = null)
    {
        var action = new Mock<IResponseAction>(MockBehavior.Strict);
        action.Setup(each => each.Descriptor).Returns(descriptor ?? Descriptor);
        action.Previews(preview ?? Preview());
        action.Setup(each => each.AdmitAsync(It.IsAny<Core.Customers.CustomerId>(), It.IsAny<CancellationToken>())).ReturnsAsync((Core.Results.Problem?)null);
        return action;
    }

    public static void Previews(this Mock<IResponseAction> action, Result<ActionPreview> answer) => action
        .Setup(each => each.PreviewAsync(It.IsAny<Core.Customers.CustomerId>(), It.IsAny<ActionParameters>(), It.IsAny<ActionTarget?>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(answer);

    public static void Executes(this Mock<IResponseAction> action, params Result<ActionReceipt>[] answers) => InTurn(answers, action
        .SetupSequence(each => each.ExecuteAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>())));

    public static void Finds(this Mock<IResponseAction> action, params Result<AdoptedReceipt>[] answers) => InTurn(answers, action
        .SetupSequence(each => each.FindOwnAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>())));

    public static void Reports(this Mock<IResponseAction> action, params Result<ActionProgress>[] answers) => InTurn(answers, action
        .SetupSequence(each => each.ReadStatusAsync(It.IsAny<Core.Customers.CustomerId>(), It.IsAny<ActionReceipt>(), It.IsAny<CancellationToken>())));

    public static void VerifyExecuted(this Mock<IResponseAction> action, int times) =>
        action.Verify(each => each.ExecuteAsync(It.IsAny<ActionOrder>(), It.IsAny<CancellationToken>()), Times.Exactly(times));

    private static void InTurn<T>(IEnumerable<T> answers, Moq.Language.ISetupSequentialResult<Task<T>> sequence)
    {
        foreach (var answer in answers)
        {
            sequence = sequence.ReturnsAsync(answer);
        }
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> CommandValues(string name, string value) =>
        System.Collections.Immutable.ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(name, value);
}
