using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Policies;
using BotResponder.Core.Results;
using BotResponder.Defender.Alerts;

namespace BotResponder.Defender.Actions.AssignAlert;

/// <summary>Says who works on an alert.</summary>
internal sealed partial class AssignAlertAction(CasePreview cases, CaseOperation operation) : CaseAction(CaseKind.Alert, CaseWords.Assign, cases, operation)
{
    private const string Person = "person";

    public override ActionDescriptor Descriptor { get; } = new()
    {
        Id = new("alert.assign"),
        Title = "Assign alert",
        Summary = "Says who works on an alert.",
        Grammar = CaseArgument.Grammar(CaseKind.Alert, "assign").TakesAfter("to", Person, "the sign-in name of whoever works on it").Because(),
        Examples =
        [
            "assign da637551227677560813_-961444813 to ann.olsen@contoso.com because she knows the server",
            "assign da637551227677560813_-961444813, fa637551227677560814_12 to bo.lind@contoso.com because night shift",
        ],
        Permissions = ["SecurityAlert.ReadWrite.All"],
        Policy = new(ActionRisk.Low, Approvals: 0, CriticalAssetApprovals: 0),
        VerifiedBy = "The alert is read, until it shows whose it is.",
        UndoneBy = new("alert.unassign"),
        TargetKind = CaseKind.Alert.Name,
        UndoCommand = target => CaseArgument.Command(CaseKind.Alert, "unassign", target),
    };

    protected override Result<string> ReadValue(CommandArguments arguments) => arguments.Find(Person)?.Trim() is { Length: <= 113 } person && SignInName().IsMatch(person)
        ? person
        : new Problem.Malformed("Say to whom by a sign-in name, such as ann.olsen@contoso.com.");

    protected override ImmutableArray<string> ConsequencesOf(SecurityCase item) =>
        ["The alert stands under that name in Defender, and whoever had it before has it no longer. Defender does not check that there is such a person."];

    protected override IEnumerable<string> WarningsOf(SecurityCase item) =>
        string.IsNullOrEmpty(item.AssignedTo) ? [] : ["It is assigned to somebody already, who may be working on it."];

    /// <summary>No space and no control character can be in it; a sign-in name has at most 113 characters.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9._'#!^~+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,47})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignInName();
}
