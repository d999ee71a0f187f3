using BotResponder.Core.Commands;
using BotResponder.Core.Results;
using BotResponder.Host.Cards;

namespace BotResponder.Host.Chat.Commands;

internal sealed class HelpCommand(IServiceProvider services, ChatReplies replies) : IChatCommand
{
    private const string Command = "command";

    public CommandGrammar Grammar { get; } = CommandGrammar.ForVerb("help", "hi", "hello").MayTake(Command, "one command to explain");

    public string Summary => "Shows what I can do, or how one command is used.";

    public bool NeedsCustomer => false;

    public async Task RunAsync(ChatContext chat, CommandArguments arguments, CancellationToken cancellationToken)
    {
        // The vocabulary is made of the commands, this one included.
        var vocabulary = services.GetRequiredService<ChatVocabulary>();
        if (arguments.Find(Command) is not { } verb)
        {
            var (all, words) = HelpCard.All(vocabulary);
            await replies.SayAsync(chat, all, words, cancellationToken);
        }
        else if (vocabulary.Parser.Parse(verb).TryGetValue(out var parsed, out _))
        {
            var (card, summary) = HelpCard.One(vocabulary, parsed.Grammar);
            await replies.SayAsync(chat, card, summary, cancellationToken);
        }
        else
        {
            await replies.SayAsync(chat, new Problem.Malformed($"I do not know the command {Suggestion.Quote(verb)}. Type help to see what I can do."), cancellationToken);
        }
    }
}
