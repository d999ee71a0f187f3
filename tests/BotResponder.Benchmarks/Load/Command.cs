using BotResponder.Benchmarks.Processes;

namespace BotResponder.Benchmarks.Load;

/// <summary>Something that is said again and again.</summary>
/// <param name="Name">Its first word.</param>
/// <param name="Cards">How many messages the bot posts for one that is said.</param>
/// <param name="SayAsync">Says it once, each time so that it is new to the bot.</param>
internal sealed record Command(string Name, int Cards, Func<Task<Reply>> SayAsync);
