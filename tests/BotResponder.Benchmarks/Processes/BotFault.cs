namespace BotResponder.Benchmarks.Processes;

/// <summary>A bot did not do what was measured. Says which bot, at what, and the end of its log.</summary>
internal sealed class BotFault(string bot, string what, ChildLog log, Exception? reason)
    : Exception($"{bot}: {what}\nThe end of its log, {log.Path}:\n{log.Tail}", reason);
