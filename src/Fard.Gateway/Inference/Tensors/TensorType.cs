namespace Fard.Gateway.Inference.Tensors;

/// <summary>The data types of the Open Inference Protocol.</summary>
public enum TensorType
{
    Bool,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Int8,
    Int16,
    Int32,
    Int64,
    FP16,
    FP32,
    FP64,

    /// <summary>Strings of bytes of any length; in binary form each behind its length in 32 bits.</summary>
    Bytes,
}

/// <summary>Names and sizes of data types as they stand on the wire.</summary>
public static class TensorTypes
{
    private static readonly string[] Names = ["BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64", "BYTES"];

    /// <summary>Every name, for messages.</summary>
    public static string All { get; } = string.Join(", ", Names);

    /// <summary>The name on the wire.</summary>
    public static string NameOf(TensorType type) => Names[(int)type];

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string? name, out TensorType type)
    {
        var index = Array.IndexOf(Names, name);
        type = (TensorType)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Bytes of one element; 0 for <see cref="TensorType.Bytes"/>.</summary>
    public static int SizeOf(TensorType type) => type switch
    {
        TensorType.Bool or TensorType.UInt8 or TensorType.Int8 => 1,
        TensorType.UInt16 or TensorType.Int16 or TensorType.FP16 => 2,
        TensorType.UInt32 or TensorType.Int32 or TensorType.FP32 => 4,
        TensorType.UInt64 or TensorType.Int64 or TensorType.FP64 => 8,
        _ => 0,
    };
}
