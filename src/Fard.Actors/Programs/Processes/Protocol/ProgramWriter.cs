using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization.Metadata;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Programs.Processes.Protocol;

/// <summary>Writes frames to a socket, each whole, whoever writes; a body is sent from where it lies. Safe for several threads.</summary>
internal sealed class ProgramWriter(Socket socket) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly GatheringSend _gathering = new(socket);
    private readonly byte[] _chunkHead = new byte[ProgramFrame.PrefixLength + ChunkFrame.Length];

    /// <summary>Sends a frame with a JSON header.</summary>
    /// <exception cref="SocketException">The connection is lost.</exception>
    public async ValueTask SendAsync<T>(ProgramFrameType type, T header, JsonTypeInfo<T> json, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var text = ProgramJson.Write(header, json);
        if (text.Length > ProgramFrame.MaxHeader)
            throw new ArgumentException($"A {type} frame would have a header of {text.Length} bytes; the most is {ProgramFrame.MaxHeader}.", nameof(header));
        var head = new byte[ProgramFrame.PrefixLength + text.Length];
        new ProgramFrame(type, text.Length, body.Length).Write(head);
        text.CopyTo(head.AsSpan(ProgramFrame.PrefixLength));
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await SendBothAsync(head, body).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends a chunk; allocates nothing as long as nobody else is sending.</summary>
    /// <exception cref="SocketException">The connection is lost.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendChunkAsync(ChunkFrame chunk, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            new ProgramFrame(ProgramFrameType.Chunk, ChunkFrame.Length, body.Length).Write(_chunkHead);
            chunk.Write(_chunkHead.AsSpan(ProgramFrame.PrefixLength));
            await SendBothAsync(_chunkHead, body).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _gathering.Dispose();
        _turn.Dispose();
    }

    private ValueTask SendBothAsync(byte[] head, ReadOnlyMemory<byte> body)
    {
        if (!MemoryMarshal.TryGetArray(body, out var segment)) segment = body.ToArray();
        return _gathering.SendAsync(head, segment);
    }
}
