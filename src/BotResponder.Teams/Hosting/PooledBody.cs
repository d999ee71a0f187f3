using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace BotResponder.Teams.Hosting;

/// <summary>One request's body in a rented buffer. Dispose gives the buffer back; nothing may keep a slice of it.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstSize = 8 * 1024;
    private byte[] _buffer;
    private int _length;

    private PooledBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <returns>Null when the body is longer than <paramref name="limit"/> bytes.</returns>
    public static async Task<PooledBody?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        // One byte more than announced lets the last read see the end without growing.
        var body = new PooledBody((int)(request.ContentLength ?? FirstSize) + 1);
        var fits = false;
        try
        {
            fits = await body.FillAsync(request.Body, limit, cancellationToken);
            return fits ? body : null;
        }
        finally
        {
            if (!fits)
            {
                body.Dispose();
            }
        }
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<bool> FillAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken) is var read and > 0)
        {
            _length += read;
            if (_length > limit)
            {
                return false;
            }

            if (_length == _buffer.Length)
            {
                Grow();
            }
        }

        return true;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
