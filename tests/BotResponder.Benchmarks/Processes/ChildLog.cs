using System.Diagnostics;

namespace BotResponder.Benchmarks.Processes;

/// <summary>What a child prints, line by line in a file.</summary>
internal sealed class ChildLog : IDisposable
{
    private const int TailLines = 40;

    private readonly Lock _turn = new();
    private readonly StreamWriter _file;
    private readonly Queue<string> _tail = new(TailLines);

    public ChildLog(string path)
    {
        Path = path;
        _file = new StreamWriter(path) { AutoFlush = true };
    }

    public string Path { get; }

    /// <summary>The last forty lines.</summary>
    public string Tail
    {
        get
        {
            lock (_turn)
            {
                return _tail.Count == 0 ? "(it printed nothing)" : string.Join('\n', _tail);
            }
        }
    }

    public void Take(object? sender, DataReceivedEventArgs line)
    {
        lock (_turn)
        {
            if (line.Data is not { } text || !_file.BaseStream.CanWrite)
            {
                return;
            }

            if (_tail.Count == TailLines)
            {
                _tail.Dequeue();
            }

            _tail.Enqueue(text);
            _file.WriteLine(text);
        }
    }

    public void Dispose()
    {
        lock (_turn)
        {
            _file.Dispose();
        }
    }
}
