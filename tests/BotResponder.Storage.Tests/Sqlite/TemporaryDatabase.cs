using BotResponder.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotResponder.Storage.Tests.Sqlite;

/// <summary>A database file of one test, closed and gone afterwards.</summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqliteFile> _open = [];

    public string Path => PathOf("store.db");

    public string PathOf(string name) => _folder.PathOf(name);

    public SqliteFile Open() => Open(Path);

    public SqliteFile Open(string path)
    {
        var file = SqliteFile.Open(path, NullLogger.Instance);
        _open.Add(file);
        return file;
    }

    public void Dispose()
    {
        _open.ForEach(file => file.Dispose());
        _folder.Dispose();
    }
}
