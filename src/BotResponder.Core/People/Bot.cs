namespace BotResponder.Core.People;

/// <summary>The bot as an actor: what a timer or a worker did.</summary>
public static class Bot
{
    public static Person Person { get; } = new(PersonId.Bot, "BotResponder");
}
