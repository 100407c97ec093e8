using System.IO.Compression;

namespace Fard.Networks.Images.Png;

/// <summary>Inflates the image data and hands out its rows with the filters undone.</summary>
internal sealed class PngRowReader : IDisposable
{
    private readonly PngChunks _chunks;
    private readonly ZLibStream _inflated;
    private readonly byte[] _filterByte = new byte[1];
    private byte[] _row;
    private byte[] _above;
    private int _rowBytes;

    public PngRowReader(PngChunks chunks)
    {
        _chunks = chunks;
        _inflated = new ZLibStream(new SegmentStream(chunks.ImageData), CompressionMode.Decompress);
        var longest = chunks.Header.RowBytes(chunks.Header.Width);
        _row = new byte[longest];
        _above = new byte[longest];
    }

    /// <summary>Starts a pass: its first row has no row above it.</summary>
    public void StartPass(Adam7Pass pass)
    {
        _rowBytes = _chunks.Header.RowBytes(pass.Columns);
        _row.AsSpan(0, _rowBytes).Clear();
    }

    /// <summary>The next row of the pass; valid until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        (_row, _above) = (_above, _row);
        var row = _row.AsSpan(0, _rowBytes);
        Fill(_filterByte);
        Fill(row);
        if (!PngFilter.TryUndo(_filterByte[0], row, _above.AsSpan(0, _rowBytes), _chunks.Header.FilterDistance))
            throw Bad($"row filter {_filterByte[0]} does not exist");
        return row;
    }

    /// <summary>Checks that the compressed data ends with the last row; reading its end also checks its Adler-32 sum where it has one.</summary>
    public void Finish()
    {
        if (Read(_filterByte) != 0)
            throw Bad("there is more image data than the header's size asks for");
    }

    public void Dispose() => _inflated.Dispose();

    private void Fill(Span<byte> target)
    {
        while (target.Length > 0)
        {
            var count = Read(target);
            if (count == 0)
                throw Bad("the image data ends early");
            target = target[count..];
        }
    }

    private int Read(Span<byte> target)
    {
        try
        {
            return _inflated.Read(target);
        }
        catch (InvalidDataException damage)
        {
            throw new PngFormatException("the compressed image data is damaged or ends early", "IDAT", _chunks.ImageDataOffset, damage);
        }
    }

    private PngFormatException Bad(string problem) => new(problem, "IDAT", _chunks.ImageDataOffset);
}
