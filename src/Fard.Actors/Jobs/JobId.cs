using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Fard.Actors.Jobs;

/// <summary>
/// Names one job, chosen by the client: 128 random bits, so that a re-submission is recognised and nobody guesses the job of somebody else.
/// </summary>
public readonly record struct JobId(UInt128 Value)
{
    /// <summary>Bytes of an encoded id.</summary>
    public const int Length = 16;

    /// <summary>A fresh random id.</summary>
    public static JobId New()
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        return Read(bytes);
    }

    /// <summary>Decodes 16 little-endian bytes.</summary>
    public static JobId Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt128LittleEndian(source));

    /// <summary>Encodes as 16 little-endian bytes.</summary>
    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128LittleEndian(destination, Value);

    /// <summary>Reads what <see cref="ToString"/> wrote: 32 hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JobId id)
    {
        var valid = UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && text!.Length == 2 * Length;
        id = valid ? new JobId(value) : default;
        return valid;
    }

    /// <summary>The first eight digits: enough for people to tell jobs apart.</summary>
    public string ToShortString() => ToString()[..8];

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
