using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Fard.Actors.Content;

/// <summary>The SHA-256 that names a content. The default is no content's.</summary>
public readonly record struct ContentHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private readonly Bytes _bytes;

    private ContentHash(ReadOnlySpan<byte> bytes) => bytes.CopyTo(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref _bytes, 1)));

    /// <summary>The hash of <paramref name="content"/>.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(content, hash);
        return new ContentHash(hash);
    }

    /// <summary>Reads a hash of <see cref="Length"/> bytes.</summary>
    public static ContentHash Read(ReadOnlySpan<byte> source) => new(source[..Length]);

    /// <summary>Writes <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> destination) => AsSpan(in _bytes).CopyTo(destination);

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ContentHash hash)
    {
        hash = default;
        if (text is not { Length: 2 * Length } || text.Any(digit => !char.IsAsciiHexDigitLower(digit))) return false;
        hash = new ContentHash(Convert.FromHexString(text));
        return true;
    }

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static ContentHash Parse(string text) =>
        TryParse(text, out var hash) ? hash : throw new FormatException($"'{text}' is no SHA-256: 64 lower-case hexadecimal digits.");

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(AsSpan(in _bytes));

    private static ReadOnlySpan<byte> AsSpan(ref readonly Bytes bytes) => MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in bytes, 1));

    private readonly record struct Bytes(ulong A, ulong B, ulong C, ulong D);
}
