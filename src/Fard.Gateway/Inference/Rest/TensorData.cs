using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fard.Gateway.Inference.Tensors;

namespace Fard.Gateway.Inference.Rest;

/// <summary>
/// The <c>data</c> of a tensor in JSON: its elements in row-major order, flat or nested. Elements of BYTES are strings in base64.
/// </summary>
internal static class TensorData
{
    /// <summary>Reads the elements of a tensor.</summary>
    /// <param name="elements">As many as its shape has.</param>
    /// <param name="json">The value of <c>data</c>.</param>
    /// <exception cref="InferenceException">There are more or fewer elements, or one is not of the data type.</exception>
    public static InputTensor Read(InputTensor tensor, int elements, ReadOnlySpan<byte> json)
    {
        // Every element takes at least a digit and a comma: no more room is made than the text can fill.
        if (elements > json.Length) throw Count(tensor, elements, "fewer");
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = TensorShape.MaxDimensions + 1 });
        JsonFields.Begin(ref reader, JsonTokenType.StartArray, $"'data' of input '{tensor.Name}'");
        return tensor.Type == TensorType.Bytes ? tensor with { Strings = ReadStrings(tensor, elements, ref reader) } : tensor with { Data = ReadNumbers(tensor, elements, ref reader) };
    }

    private static byte[] ReadNumbers(InputTensor tensor, int elements, ref Utf8JsonReader reader)
    {
        var size = TensorTypes.SizeOf(tensor.Type);
        var data = new byte[elements * size];
        var next = 0;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray) continue;
            if (next == elements) throw Count(tensor, elements, "more");
            if (!TryWrite(ref reader, tensor.Type, data.AsSpan(next * size))) throw InferenceException.Invalid($"element {next} of input '{tensor.Name}' is no {TensorTypes.NameOf(tensor.Type)}.");
            next++;
        }

        return next == elements ? data : throw Count(tensor, elements, next.ToString(CultureInfo.InvariantCulture));
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> ReadStrings(InputTensor tensor, int elements, ref Utf8JsonReader reader)
    {
        var strings = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(elements);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray) continue;
            if (strings.Count == elements) throw Count(tensor, elements, "more");
            if (reader.TokenType != JsonTokenType.String || !reader.TryGetBytesFromBase64(out var bytes))
                throw InferenceException.Invalid($"element {strings.Count} of input '{tensor.Name}' is no string in base64, as which JSON carries BYTES here.");
            strings.Add(bytes);
        }

        return strings.Count == elements ? strings.MoveToImmutable() : throw Count(tensor, elements, strings.Count.ToString(CultureInfo.InvariantCulture));
    }

    private static bool TryWrite(ref Utf8JsonReader reader, TensorType type, Span<byte> target)
    {
        if (type == TensorType.Bool)
        {
            target[0] = reader.TokenType == JsonTokenType.True ? (byte)1 : (byte)0;
            return reader.TokenType is JsonTokenType.True or JsonTokenType.False;
        }

        if (reader.TokenType != JsonTokenType.Number) return false;
        switch (type)
        {
            case TensorType.UInt8:
                return reader.TryGetByte(out target[0]);
            case TensorType.Int8:
                var isInt8 = reader.TryGetSByte(out var int8);
                target[0] = (byte)int8;
                return isInt8;
            case TensorType.UInt16:
                return reader.TryGetUInt16(out var uint16) && BinaryPrimitives.TryWriteUInt16LittleEndian(target, uint16);
            case TensorType.Int16:
                return reader.TryGetInt16(out var int16) && BinaryPrimitives.TryWriteInt16LittleEndian(target, int16);
            case TensorType.UInt32:
                return reader.TryGetUInt32(out var uint32) && BinaryPrimitives.TryWriteUInt32LittleEndian(target, uint32);
            case TensorType.Int32:
                return reader.TryGetInt32(out var int32) && BinaryPrimitives.TryWriteInt32LittleEndian(target, int32);
            case TensorType.UInt64:
                return reader.TryGetUInt64(out var uint64) && BinaryPrimitives.TryWriteUInt64LittleEndian(target, uint64);
            case TensorType.Int64:
                return reader.TryGetInt64(out var int64) && BinaryPrimitives.TryWriteInt64LittleEndian(target, int64);
            case TensorType.FP16:
                return reader.TryGetSingle(out var half) && BinaryPrimitives.TryWriteHalfLittleEndian(target, (Half)half);
            case TensorType.FP32:
                return reader.TryGetSingle(out var single) && BinaryPrimitives.TryWriteSingleLittleEndian(target, single);
            default:
                return reader.TryGetDouble(out var number) && BinaryPrimitives.TryWriteDoubleLittleEndian(target, number);
        }
    }

    private static InferenceException Count(InputTensor tensor, int elements, string found) =>
        InferenceException.Invalid($"input '{tensor.Name}' has the shape {TensorShape.Text(tensor.Shape)}, which is {elements} elements; its data has {found}.");
}
