using BotResponder.Benchmarks.Measures;
using BotResponder.Benchmarks.Processes;
using BotResponder.Benchmarks.Report;

if (await Children.TryServeAsync(args))
{
    return 0;
}

if (RunOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(RunOptions.Usage);
    return 2;
}

var book = new NoteBook();
await BenchmarkRun.RunAsync(options, book);
await Console.Out.WriteLineAsync(TargetTable.Write(book));
await Console.Out.WriteLineAsync(RawTable.Write(book, options));
return 0;
