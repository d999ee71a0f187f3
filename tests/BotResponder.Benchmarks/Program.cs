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
Exception? failure = null;
try
{
    await BenchmarkRun.RunAsync(options, book);
}
#pragma warning disable CA1031 // What was noted before a part failed is worth minutes: it is printed all the same.
catch (Exception exception)
#pragma warning restore CA1031
{
    failure = exception;
}

await Console.Out.WriteLineAsync(TargetTable.Write(book));
await Console.Out.WriteLineAsync(RawTable.Write(book, options));
if (failure is not null)
{
    await Console.Error.WriteLineAsync($"Not finished. {failure}");
    return 1;
}

return 0;
