using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Results;
using BotResponder.Host.Extension;
using BotResponder.Teams.Activities;
using BotResponder.Teams.Cards;

namespace BotResponder.Host.Cards;

/// <summary>The two steps of the dialog "Respond". What was chosen before is carried along, and judged again when it comes back.</summary>
internal static class RespondCard
{
    /// <summary>What should be done, and for which customer when there are several.</summary>
    public static InvokeAnswer.Dialog Choose(RespondForm form, IEnumerable<ActionDescriptor> offers, IReadOnlyList<Customer> customers, Problem? notice)
    {
        List<CardElement> body = [.. Notice(notice), CardParts.Line(Summary(form))];
        if (customers.Count > 1)
        {
            body.Add(Choice(RespondForm.CustomerInput, CardText.Ours("For which customer?"), customers.Select(customer => new Choice(CardText.Theirs(customer.Name), customer.Id.Tenant))));
        }

        body.Add(Choice(RespondForm.ActionInput, CardText.Ours("What should be done?"), offers.Select(action => new Choice(CardText.Theirs(action.Title), action.Id.Value))));
        return Step(body, CardText.Ours("Go on"), new(StringComparer.Ordinal) { [RespondForm.FoundData] = form.Carried });
    }

    /// <summary>To which of what the message names, and why.</summary>
    public static InvokeAnswer.Dialog Ask(RespondForm form, Problem? notice)
    {
        var (action, customer) = (form.Action!.Descriptor, form.Customer!);
        var first = action.Grammar.Arguments[0];
        var targets = form.Found.Where(target => target.Sort.IsTakenBy(action)).Select(target => new Choice(CardText.Theirs(target.Text), target.Text)).ToList();
        List<CardElement> body =
        [
            .. Notice(notice),
            CardParts.Section(CardText.Ours($"{CardText.Theirs(action.Title)}, {CardText.Theirs(customer.Name)}")),
            CardParts.Line(CardText.Theirs(action.Summary, CardParts.Whole)),
            Choice(RespondForm.TargetsInput, CardText.Ours($"Which {CardText.Theirs(first.Name)}?"), targets) with
            {
                IsMultiSelect = first.IsList ? true : null,
                Value = targets is [var only] ? only.Value : null,
            },
        ];
        if (!action.Grammar.Flags.IsEmpty)
        {
            body.Add(new ChoiceSetInput
            {
                Id = RespondForm.FlagsInput,
                Label = CardText.Ours("How? (leave empty for the usual way)"),
                IsMultiSelect = true,
                Choices = [.. action.Grammar.Flags.Select(flag => new Choice(CardText.Ours($"{CardText.Theirs(flag.Name)}: {CardText.Theirs(flag.Help)}"), flag.Name))],
            });
        }

        body.Add(new TextInput
        {
            Id = RespondForm.ReasonInput,
            Label = CardText.Ours("What is the reason?"),
            IsMultiline = true,
            IsRequired = true,
            ErrorMessage = CardText.Ours("Please give the reason: whoever approves reads it"),
            MaxLength = CommandGrammar.MaxReasonLength,
        });
        body.Add(CardParts.Small(CardText.Ours("Nothing runs before the right people have approved it on the card that follows.")));
        return Step(body, CardText.Ours("Ask for it"), new(StringComparer.Ordinal)
        {
            [RespondForm.FoundData] = form.Carried,
            [RespondForm.CustomerInput] = customer.Id.Tenant,
            [RespondForm.ActionInput] = action.Id.Value,
        });
    }

    private static CardText Summary(RespondForm form) => CardText.Ours(
        $"The message names {CardText.Join(", ", form.Found.Take(5).Select(target => CardText.Theirs(target.Text, 80)))}{(form.Found.Length > 5 ? CardText.Ours($" and {form.Found.Length - 5} more") : CardText.Empty)}.");

    private static IEnumerable<CardElement> Notice(Problem? notice) => notice is null
        ? []
        : [new Container([new TextBlock(CardText.Theirs(notice.Sentence, CardParts.Whole)) { Weight = TextWeight.Bolder }]) { Style = ContainerStyle.Warning }];

    private static ChoiceSetInput Choice(string id, CardText label, IEnumerable<Choice> choices) => new()
    {
        Id = id,
        Label = label,
        Choices = [.. choices],
        IsRequired = true,
        ErrorMessage = CardText.Ours("Please choose"),
    };

    private static InvokeAnswer.Dialog Step(IReadOnlyList<CardElement> body, CardText button, Dictionary<string, string> data)
    {
        var title = CardText.Ours("Respond to a message");
        return new(title, new AdaptiveCard
        {
            FallbackText = title,
            Body = body,
            Actions = [new SubmitAction { Title = button, Data = data, Style = ActionStyle.Positive }],
        });
    }
}
