using System.Collections.Immutable;
using System.Text.Json;
using Fard.Gateway.Inference.Tensors;

namespace Fard.Gateway.Inference.Rest;

/// <summary>
/// Reads a request for inference: its JSON, and behind that the tensors in binary form, in the order of the inputs that state a <c>binary_data_size</c>.
/// </summary>
internal sealed class RequestReader
{
    // An input's data may be nested as deep as its shape is long; the rest of a request is not deep.
    private const int MaxDepth = TensorShape.MaxDimensions + 8;
    private const int MaxTensors = 64;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly int _maxBytes;
    private ReadOnlyMemory<byte> _binary;
    private string? _id;
    private bool _binaryOutputs;
    private TimeSpan? _timeout;

    private RequestReader(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> binary, int maxBytes)
    {
        _json = json;
        _binary = binary;
        _maxBytes = maxBytes;
    }

    /// <summary>Reads a request.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="binary">What stands behind it.</param>
    /// <param name="maxBytes">A tensor that would take more is refused before room is made for it.</param>
    /// <exception cref="InferenceException">It is no request, or its parts contradict each other.</exception>
    public static InferenceRequest Read(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> binary, int maxBytes)
    {
        try
        {
            return new RequestReader(json, binary, maxBytes).Read();
        }
        catch (JsonException exception)
        {
            throw new InferenceException(InferenceFailure.InvalidArgument, $"the request is no valid JSON: {exception.Message}", exception);
        }
    }

    private InferenceRequest Read()
    {
        var reader = new Utf8JsonReader(_json.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        ImmutableArray<InputTensor> inputs = default;
        ImmutableArray<RequestedOutput> outputs = [];
        JsonFields.Begin(ref reader, JsonTokenType.StartObject, "the request");
        while (JsonFields.NextProperty(ref reader) is { } name)
        {
            switch (name)
            {
                case "id":
                    _id = JsonFields.Text(ref reader, "id");
                    break;
                case "parameters":
                    ReadParameters(ref reader);
                    break;
                case "inputs":
                    inputs = ReadInputs(ref reader);
                    break;
                case "outputs":
                    outputs = ReadOutputs(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        JsonFields.End(ref reader);
        if (inputs.IsDefault) throw InferenceException.Invalid("the request has no 'inputs'.");
        if (!_binary.IsEmpty) throw InferenceException.Invalid($"the body has {_binary.Length} bytes behind the tensors that its inputs state.");
        return new InferenceRequest(_id, inputs) { Outputs = outputs, BinaryOutputs = _binaryOutputs, Timeout = _timeout };
    }

    private void ReadParameters(ref Utf8JsonReader reader)
    {
        JsonFields.Begin(ref reader, JsonTokenType.StartObject, "'parameters'");
        while (JsonFields.NextProperty(ref reader) is { } name)
        {
            switch (name)
            {
                case "binary_data_output":
                    _binaryOutputs = JsonFields.Flag(ref reader, name);
                    break;
                case "timeout":
                    // In microseconds, 0 for none, as in Triton.
                    var timeout = JsonFields.Number(ref reader, name, 0, long.MaxValue / TimeSpan.TicksPerMicrosecond);
                    _timeout = timeout == 0 ? null : TimeSpan.FromMicroseconds(timeout);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private ImmutableArray<InputTensor> ReadInputs(ref Utf8JsonReader reader)
    {
        var inputs = ImmutableArray.CreateBuilder<InputTensor>();
        JsonFields.Begin(ref reader, JsonTokenType.StartArray, "'inputs'");
        while (JsonFields.NextElement(ref reader))
        {
            if (inputs.Count == MaxTensors) throw InferenceException.Invalid($"the request has more than {MaxTensors} inputs.");
            inputs.Add(ReadInput(ref reader));
        }

        return inputs.ToImmutable();
    }

    private InputTensor ReadInput(ref Utf8JsonReader reader)
    {
        string? name = null;
        string? datatype = null;
        ImmutableArray<long> shape = default;
        long? binarySize = null;
        var data = ReadOnlyMemory<byte>.Empty;
        JsonFields.Expect(ref reader, JsonTokenType.StartObject, "an input");
        while (JsonFields.NextProperty(ref reader) is { } field)
        {
            switch (field)
            {
                case "name":
                    name = JsonFields.Text(ref reader, field);
                    break;
                case "datatype":
                    datatype = JsonFields.Text(ref reader, field);
                    break;
                case "shape":
                    shape = ReadShape(ref reader);
                    break;
                case "parameters":
                    binarySize = ReadBinarySize(ref reader);
                    break;
                case "data":
                    // What it holds is known when shape and data type are.
                    reader.Read();
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    data = _json[start..(int)reader.BytesConsumed];
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (name is null || datatype is null || shape.IsDefault) throw InferenceException.Invalid($"input '{name}' lacks name, datatype or shape.");
        if (!TensorTypes.TryParse(datatype, out var type)) throw InferenceException.Invalid($"input '{name}' has the data type '{datatype}'; there are {TensorTypes.All}.");
        var size = Math.Max(TensorTypes.SizeOf(type), 1);
        var elements = TensorShape.ElementsOf(name, shape, _maxBytes / size);
        var tensor = new InputTensor(name, type, shape);
        if (binarySize is { } bytes)
        {
            if (!data.IsEmpty) throw InferenceException.Invalid($"input '{name}' has both 'data' and 'binary_data_size'.");
            return TakeBinary(tensor, elements, bytes);
        }

        if (data.IsEmpty) throw InferenceException.Invalid($"input '{name}' has neither 'data' nor 'binary_data_size'.");
        return TensorData.Read(tensor, elements, data.Span);
    }

    private InputTensor TakeBinary(InputTensor tensor, int elements, long bytes)
    {
        if (bytes < 0 || bytes > _binary.Length) throw InferenceException.Invalid($"input '{tensor.Name}' states {bytes} binary bytes; {_binary.Length} are left in the body.");
        var data = _binary[..(int)bytes];
        _binary = _binary[(int)bytes..];
        if (tensor.Type == TensorType.Bytes) return tensor with { Strings = ByteStrings.Split(tensor.Name, data, elements) };
        var expected = (long)elements * TensorTypes.SizeOf(tensor.Type);
        return bytes == expected
            ? tensor with { Data = data }
            : throw InferenceException.Invalid($"input '{tensor.Name}' states {bytes} binary bytes; its shape and data type have {expected}.");
    }

    private static ImmutableArray<long> ReadShape(ref Utf8JsonReader reader)
    {
        var shape = ImmutableArray.CreateBuilder<long>();
        JsonFields.Begin(ref reader, JsonTokenType.StartArray, "'shape'");
        while (JsonFields.NextElement(ref reader))
        {
            if (shape.Count == TensorShape.MaxDimensions) throw InferenceException.Invalid($"a shape has more than {TensorShape.MaxDimensions} dimensions.");
            shape.Add(JsonFields.NumberHere(ref reader, "shape", 0, long.MaxValue));
        }

        return shape.ToImmutable();
    }

    private static long? ReadBinarySize(ref Utf8JsonReader reader)
    {
        long? size = null;
        JsonFields.Begin(ref reader, JsonTokenType.StartObject, "'parameters'");
        while (JsonFields.NextProperty(ref reader) is { } name)
        {
            if (name == "binary_data_size") size = JsonFields.Number(ref reader, name, 0, int.MaxValue);
            else reader.Skip();
        }

        return size;
    }

    private static ImmutableArray<RequestedOutput> ReadOutputs(ref Utf8JsonReader reader)
    {
        var outputs = ImmutableArray.CreateBuilder<RequestedOutput>();
        JsonFields.Begin(ref reader, JsonTokenType.StartArray, "'outputs'");
        while (JsonFields.NextElement(ref reader))
        {
            if (outputs.Count == MaxTensors) throw InferenceException.Invalid($"the request wants more than {MaxTensors} outputs.");
            string? name = null;
            bool? binary = null;
            JsonFields.Expect(ref reader, JsonTokenType.StartObject, "an output");
            while (JsonFields.NextProperty(ref reader) is { } field)
            {
                if (field == "name") name = JsonFields.Text(ref reader, field);
                else if (field == "parameters") binary = ReadBinary(ref reader);
                else reader.Skip();
            }

            outputs.Add(new RequestedOutput(name ?? throw InferenceException.Invalid("an output lacks its name."), binary));
        }

        return outputs.ToImmutable();
    }

    private static bool? ReadBinary(ref Utf8JsonReader reader)
    {
        bool? binary = null;
        JsonFields.Begin(ref reader, JsonTokenType.StartObject, "'parameters'");
        while (JsonFields.NextProperty(ref reader) is { } name)
        {
            if (name == "binary_data") binary = JsonFields.Flag(ref reader, name);
            else reader.Skip();
        }

        return binary;
    }
}
