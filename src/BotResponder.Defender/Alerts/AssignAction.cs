using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BotResponder.Core.Commands;
using BotResponder.Core.Results;

namespace BotResponder.Defender.Alerts;

/// <summary>What assigning an alert and assigning an incident have in common: the person.</summary>
internal abstract partial class AssignAction(CaseKind kind, CasePreview cases, CaseOperation operation) : CaseAction(kind, CaseWords.Assign, cases, operation)
{
    private const string Person = "person";

    protected static CommandGrammar Grammar(CaseKind kind, string verb) =>
        CaseArgument.Grammar(kind, verb).TakesAfter("to", Person, "the sign-in name of whoever works on it").Because();

    protected override Result<string> ReadValue(CommandArguments arguments) => arguments.Find(Person)?.Trim() is { Length: <= 113 } person && SignInName().IsMatch(person)
        ? person
        : new Problem.Malformed("Say to whom by a sign-in name, such as ann.olsen@contoso.com.");

    protected override ImmutableArray<string> ConsequencesOf(SecurityCase item) =>
        ["It stands under that name in Defender, and whoever had it before has it no longer. Defender does not check that there is such a person."];

    protected override IEnumerable<string> WarningsOf(SecurityCase item) =>
        string.IsNullOrEmpty(item.AssignedTo) ? [] : ["It is assigned to somebody already, who may be working on it."];

    /// <summary>No space and no control character can be in it; a sign-in name has at most 113 characters.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9._'#!^~+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,47})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignInName();
}
