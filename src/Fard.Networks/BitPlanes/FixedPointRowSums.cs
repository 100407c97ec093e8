using System.Buffers.Binary;
using System.Numerics;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Networks.BitPlanes;

/// <summary>Row sums over a map of 8-bit fixed-point values: the window is sliced into its eight bits, and bit b of all columns counts 2^b.</summary>
internal sealed class FixedPointRowSums(LayerDescription layer, LayerParameters parameters, byte[] input) : RowSums
{
    private readonly PlaneWeights _weights = new(parameters, layer.Columns);
    private readonly byte[] _window = new byte[(layer.Columns + 63) / 64 * 64];
    private readonly ulong[] _planes = new ulong[(layer.Columns + 63) / 64 * 8];

    public override void Compute(int y, int x, Span<int> sums)
    {
        var length = layer.KernelSize * layer.Input.Channels;
        for (var ky = 0; ky < layer.KernelSize; ky++)
            input.AsSpan(((y + ky) * layer.Input.Width + x) * layer.Input.Channels, length).CopyTo(_window.AsSpan(ky * length));
        SliceWindow();
        for (var row = 0; row < sums.Length; row++)
            sums[row] = 2 * Dot(row);
    }

    /// <summary>Word 8i + b of the planes holds bit b of columns 64i and on.</summary>
    private void SliceWindow()
    {
        Array.Clear(_planes);
        for (var group = 0; group < _window.Length / 8; group++)
        {
            var slices = TransposeBits(BinaryPrimitives.ReadUInt64LittleEndian(_window.AsSpan(8 * group)));
            var planes = _planes.AsSpan(group / 8 * 8, 8);
            for (var bit = 0; bit < 8; bit++)
                planes[bit] |= (slices >> 8 * bit & 0xFF) << group % 8 * 8;
        }
    }

    private int Dot(int row)
    {
        var sum = 0;
        for (var word = 0; word < _weights.WordsPerRow; word++)
        {
            var planes = _planes.AsSpan(8 * word, 8);
            var nonzero = _weights.Nonzero[row * _weights.WordsPerRow + word];
            var sign = _weights.Sign[row * _weights.WordsPerRow + word];
            // Two's complement: the highest bit counts -128.
            sum -= Weigh(planes[7], nonzero, sign) << 7;
            sum += Weigh(planes[6], nonzero, sign) << 6;
            sum += Weigh(planes[5], nonzero, sign) << 5;
            sum += Weigh(planes[4], nonzero, sign) << 4;
            sum += Weigh(planes[3], nonzero, sign) << 3;
            sum += Weigh(planes[2], nonzero, sign) << 2;
            sum += Weigh(planes[1], nonzero, sign) << 1;
            sum += Weigh(planes[0], nonzero, sign);
        }

        return sum;
    }

    private static int Weigh(ulong plane, ulong nonzero, ulong sign) => BitOperations.PopCount(plane & nonzero) - 2 * BitOperations.PopCount(plane & sign);

    /// <summary>Transposes eight bytes as an 8x8 matrix of bits: bit b of byte i becomes bit i of byte b.</summary>
    private static ulong TransposeBits(ulong bytes)
    {
        var swap = (bytes ^ bytes >> 7) & 0x00AA00AA00AA00AA;
        bytes ^= swap ^ swap << 7;
        swap = (bytes ^ bytes >> 14) & 0x0000CCCC0000CCCC;
        bytes ^= swap ^ swap << 14;
        swap = (bytes ^ bytes >> 28) & 0x00000000F0F0F0F0;
        return bytes ^ swap ^ swap << 28;
    }
}
