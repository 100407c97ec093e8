using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fard.Gateway.Inference.Grpc.Wire;
using Fard.Gateway.Inference.Tensors;
using Google.Protobuf.Collections;
using Input = Fard.Gateway.Inference.Grpc.Wire.ModelInferRequest.Types.InferInputTensor;

namespace Fard.Gateway.Inference.Grpc;

/// <summary>Reads requests for inference from their messages.</summary>
internal static class GrpcRequests
{
    /// <exception cref="InferenceException">Its parts contradict each other.</exception>
    public static InferenceRequest Read(ModelInferRequest request)
    {
        if (request.RawInputContents.Count > 0 && request.RawInputContents.Count != request.Inputs.Count)
            throw InferenceException.Invalid($"the request has {request.Inputs.Count} inputs and {request.RawInputContents.Count} raw_input_contents; expected one for each.");
        var inputs = request.Inputs.Select((input, index) => ReadInput(input, request.RawInputContents.Count > 0 ? request.RawInputContents[index].Memory : (ReadOnlyMemory<byte>?)null));
        return new InferenceRequest(request.Id, [.. inputs])
        {
            Outputs = [.. request.Outputs.Select(output => new RequestedOutput(output.Name))],
            Timeout = TimeoutOf(request.Parameters),
        };
    }

    // In microseconds, 0 for none, as in Triton.
    private static TimeSpan? TimeoutOf(MapField<string, InferParameter> parameters)
    {
        if (!parameters.TryGetValue("timeout", out var timeout)) return null;
        var microseconds = timeout.ParameterChoiceCase == InferParameter.ParameterChoiceOneofCase.Uint64Param ? (long)Math.Min(timeout.Uint64Param, long.MaxValue) : timeout.Int64Param;
        if (microseconds < 0) throw InferenceException.Invalid($"the parameter 'timeout' is {microseconds} microseconds; expected 0 or more.");
        return microseconds == 0 ? null : TimeSpan.FromTicks(Math.Min(microseconds, long.MaxValue / TimeSpan.TicksPerMicrosecond) * TimeSpan.TicksPerMicrosecond);
    }

    private static InputTensor ReadInput(Input input, ReadOnlyMemory<byte>? raw)
    {
        if (!TensorTypes.TryParse(input.Datatype, out var type)) throw InferenceException.Invalid($"input '{input.Name}' has the data type '{input.Datatype}'; there are {TensorTypes.All}.");
        if (raw is not null && input.Contents is not null) throw InferenceException.Invalid($"input '{input.Name}' has contents beside raw_input_contents.");
        var tensor = new InputTensor(input.Name, type, [.. input.Shape]);
        var elements = TensorShape.ElementsOf(input.Name, tensor.Shape, int.MaxValue / Math.Max(TensorTypes.SizeOf(type), 1));
        if (type == TensorType.Bytes)
        {
            return tensor with
            {
                Strings = raw is { } joined ? ByteStrings.Split(input.Name, joined, elements) : Checked(tensor, elements, input.Contents?.BytesContents.Select(item => item.Memory).ToImmutableArray() ?? []),
            };
        }

        var data = raw ?? Contents(tensor, input.Contents ?? new InferTensorContents());
        var expected = (long)elements * TensorTypes.SizeOf(type);
        return data.Length == expected
            ? tensor with { Data = data }
            : throw InferenceException.Invalid($"input '{input.Name}' has {data.Length} bytes; its shape {TensorShape.Text(tensor.Shape)} and data type have {expected}.");
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> Checked(InputTensor tensor, int elements, ImmutableArray<ReadOnlyMemory<byte>> strings) =>
        strings.Length == elements ? strings : throw InferenceException.Invalid($"input '{tensor.Name}' has {strings.Length} elements; its shape {TensorShape.Text(tensor.Shape)} has {elements}.");

    // Small types travel in wider ones here: a value that does not fit is an error.
    private static ReadOnlyMemory<byte> Contents(InputTensor tensor, InferTensorContents contents)
    {
        try
        {
            return tensor.Type switch
            {
                TensorType.Bool => Convert(contents.BoolContents, value => (byte)(value ? 1 : 0)),
                TensorType.UInt8 => Convert(contents.UintContents, value => checked((byte)value)),
                TensorType.UInt16 => Convert(contents.UintContents, value => checked((ushort)value)),
                TensorType.UInt32 => Convert(contents.UintContents, value => value),
                TensorType.UInt64 => Convert(contents.Uint64Contents, value => value),
                TensorType.Int8 => Convert(contents.IntContents, value => checked((sbyte)value)),
                TensorType.Int16 => Convert(contents.IntContents, value => checked((short)value)),
                TensorType.Int32 => Convert(contents.IntContents, value => value),
                TensorType.Int64 => Convert(contents.Int64Contents, value => value),
                TensorType.FP32 => Convert(contents.Fp32Contents, value => value),
                TensorType.FP64 => Convert(contents.Fp64Contents, value => value),
                _ => throw InferenceException.Invalid($"input '{tensor.Name}' of {TensorTypes.NameOf(tensor.Type)} has to come in raw_input_contents."),
            };
        }
        catch (OverflowException exception)
        {
            throw new InferenceException(InferenceFailure.InvalidArgument, $"input '{tensor.Name}' has an element that is no {TensorTypes.NameOf(tensor.Type)}.", exception);
        }
    }

    // Little-endian, like every machine that .NET runs on.
    private static byte[] Convert<TFrom, TTo>(RepeatedField<TFrom> field, Func<TFrom, TTo> convert)
        where TTo : unmanaged
    {
        var values = new TTo[field.Count];
        for (var index = 0; index < values.Length; index++) values[index] = convert(field[index]);
        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }
}
