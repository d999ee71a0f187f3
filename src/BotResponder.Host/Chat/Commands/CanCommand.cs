using System.Collections.Immutable;
using BotResponder.Core.Actions;
using BotResponder.Core.Commands;
using BotResponder.Core.Customers;
using BotResponder.Core.Requests;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

/// <summary>Tries a response action on the policy. The target is looked up as in earnest; nothing is stored and nothing is done.</summary>
internal sealed class CanCommand(AskPolicy policy, IServiceProvider services, ChatReplies replies) : CustomerCommand
{
    private const string Wish = "command";

    public override CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("can").TakesRest(Wish, "a response action as you would type it", "i");

    public override string Summary => "Says what the policy would say to a response action of yours, without asking for it.";

    protected override async Task RunAsync(ChatContext chat, Customer customer, CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (!Bind(arguments[Wish].TrimEnd('?', ' ')).TryGetValue(out var wish, out var malformed))
        {
            await replies.SayAsync(chat, malformed, cancellationToken);
            return;
        }

        var ask = new Ask(chat.Person, customer.Id, chat.Tenant, chat.Asked, wish.Action, wish.Parameters, wish.Reason, Undoes: null) { Place = chat.Place };
        if (!(await policy.RunAsync(ask, cancellationToken)).TryGetValue(out var answer, out var problem))
        {
            await replies.SayAsync(chat, problem, cancellationToken);
            return;
        }

        var (card, summary) = PolicyCards.Can(wish.Action.Descriptor.Title, answer);
        await replies.SayAsync(chat, card, summary, cancellationToken);
    }

    private Result<BoundWish> Bind(string typed)
    {
        // The vocabulary is made of the commands, this one included.
        var vocabulary = services.GetRequiredService<ChatVocabulary>();
        if (!vocabulary.Parser.Parse(typed).TryGetValue(out var parsed, out var problem))
        {
            return problem;
        }

        if (vocabulary.Catalog.FindByVerb(parsed.Grammar.Verb) is not { } action)
        {
            return new Problem.Malformed($"{parsed.Grammar.Verb} is no response action, so no rule speaks of it. Try: can I isolate WS-042");
        }

        if (parsed.Missing.Any(name => name != ParsedCommand.Reason))
        {
            return new Problem.Malformed($"Please name the {action.Descriptor.TargetKind} too: can I {parsed.Grammar.Usage}");
        }

        var bound = parsed.Arguments.Each(parsed.Grammar).Select(action.Bind).ToArray();
        return bound.FirstOrDefault(each => each.Problem is not null).Problem is { } wrong
            ? wrong
            : new BoundWish(action, [.. bound.Select(each => each.Value)], parsed.Arguments.Reason ?? "");
    }

    private sealed record BoundWish(IResponseAction Action, ImmutableArray<ActionParameters> Parameters, string Reason);
}
