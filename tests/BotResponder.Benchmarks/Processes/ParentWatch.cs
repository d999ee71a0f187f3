namespace BotResponder.Benchmarks.Processes;

/// <summary>Ends a child when its parent is gone: the parent holds the other end of standard input.</summary>
internal static class ParentWatch
{
    public static void Start()
    {
        var thread = new Thread(static () =>
        {
            while (Console.In.Read() >= 0)
            {
            }

            Environment.Exit(0);
        })
        {
            IsBackground = true,
            Name = "parent watch",
        };
        thread.Start();
    }
}
