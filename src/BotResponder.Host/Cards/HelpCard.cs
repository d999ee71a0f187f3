using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Host.Chat;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>What can be typed, derived from the one declaration of every command and action.</summary>
internal static class HelpCard
{
    public static (AdaptiveCard Card, CardText Summary) All(ChatVocabulary vocabulary) => Card(CardText.Ours("What I can do"),
    [
        .. Commands(vocabulary),
        CardParts.Small(CardText.Ours("Type **help isolate** for one command. In a channel, mention me first.")),
    ]);

    /// <param name="customer">Whose channel it is; null elsewhere.</param>
    public static (AdaptiveCard Card, CardText Summary) Welcome(ChatVocabulary vocabulary, string? customer) => Card(CardText.Ours("Hello, I am BotResponder"),
    [
        CardParts.Line(CardText.Ours("You type a response action, the right people approve it on a card, Microsoft Defender carries it out, and every step is written down. Nothing runs without its approvals.")),
        CardParts.Section(CardText.Ours("Who may")),
        CardParts.Line(customer is null
            ? CardText.Ours("People to whom those who run this bot have given a role with a customer: responders and the customer's security contacts ask, approvers approve, and nobody approves what she asked for.")
            : CardText.Ours($"This place is for {CardText.Theirs(customer)}: its responders and security contacts ask, its approvers approve, and nobody approves what she asked for. Everybody else can read along here and do nothing.")),
        .. Commands(vocabulary),
        CardParts.Small(CardText.Ours("Type **whoami** to see what you may do here.")),
    ]);

    public static (AdaptiveCard Card, CardText Summary) One(ChatVocabulary vocabulary, CommandGrammar grammar)
    {
        var action = vocabulary.Catalog.FindByVerb(grammar.Verb)?.Descriptor;
        List<CardElement> body =
        [
            CardParts.Line(CardText.Theirs(action?.Summary ?? vocabulary.FindCommand(grammar)!.Summary, CardParts.Whole)),
            CardParts.Section(CardText.Ours("How to type it")),
            CardParts.Line(CardText.Theirs(grammar.Usage)),
            new FactSet(
            [
                .. grammar.Arguments.Select(argument => new Fact(CardText.Theirs(argument.Name), CardText.Theirs(argument.Help))),
                .. grammar.Flags.Select(flag => new Fact(CardText.Theirs(flag.Name), CardText.Theirs(flag.Help))),
            ]),
        ];
        if (action is not null)
        {
            body.Add(CardParts.Section(CardText.Ours("Examples")));
            body.AddRange(action.Examples.Select(example => CardParts.Line(CardText.Theirs(example))));
            body.Add(new FactSet(
            [
                new(CardText.Ours("Who may ask"), CardText.Ours("responders and the customer's security contacts")),
                new(CardText.Ours("Approvals"), Approvals(action)),
                new(CardText.Ours("Undo"), action.UndoneBy is null ? CardText.Ours("cannot be undone") : CardText.Ours("by the Undo button, or by undo and the code")),
            ]));
        }

        return Card(CardText.Ours($"Help: {CardText.Theirs(grammar.Verb)}"), body);
    }

    private static CardText Approvals(ActionDescriptor action) => action.Policy switch
    {
        { CriticalAssetApprovals: 0 } => CardText.Ours("none"),
        { Approvals: var always } policy when always == policy.CriticalAssetApprovals => CardText.Ours($"{always}, never by the requester"),
        { Approvals: 0 } policy => CardText.Ours($"none, or {policy.CriticalAssetApprovals} for a critical {CardText.Theirs(action.TargetKind)}, never by the requester"),
        var policy => CardText.Ours($"{policy.Approvals}, or {policy.CriticalAssetApprovals} for a critical {CardText.Theirs(action.TargetKind)}, never by the requester"),
    };

    private static IEnumerable<CardElement> Commands(ChatVocabulary vocabulary) =>
    [
        CardParts.Section(CardText.Ours("Response actions")),
        .. vocabulary.Catalog.All.Select(action => Entry(action.Descriptor.Grammar, action.Descriptor.Summary)),
        CardParts.Section(CardText.Ours("Everything else")),
        .. vocabulary.Commands.Select(command => Entry(command.Grammar, command.Summary)),
    ];

    private static TextBlock Entry(CommandGrammar grammar, string summary) =>
        CardParts.Line(CardText.Ours($"**{CardText.Theirs(grammar.Usage)}**  {CardText.Theirs(summary, CardParts.Whole)}"));

    private static (AdaptiveCard Card, CardText Summary) Card(CardText title, IEnumerable<CardElement> body) =>
        (new AdaptiveCard { FallbackText = title, Body = [CardParts.Heading(title), .. body], FullWidth = true }, title);
}
