namespace Fard.Actors.Tests.Content;

/// <summary>Bytes that say they are longer than they are, or that fail or wait at some point.</summary>
internal sealed class CutStream(byte[] bytes, int end, Func<Task>? atEnd = null) : MemoryStream(bytes)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var rest = (int)Math.Max(0, end - Position);
        if (rest == 0 && atEnd is not null) await atEnd().WaitAsync(cancellationToken);
        return rest == 0 ? 0 : await base.ReadAsync(buffer[..Math.Min(rest, buffer.Length)], cancellationToken);
    }
}
