using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Fard.Gateway.Inference.Tensors;
using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Inference.Rest;

/// <summary>Writes answers to requests for inference: JSON, and behind it the tensors that are wanted in binary form.</summary>
internal static class ResponseWriter
{
    /// <summary>The header that says how long the JSON is.</summary>
    public const string JsonLengthHeader = "Inference-Header-Content-Length";

    public static async Task WriteAsync(HttpContext context, InferenceRequest request, InferenceResponse response)
    {
        var binary = new bool[response.Outputs.Length];
        for (var index = 0; index < binary.Length; index++)
            binary[index] = request.Outputs.FirstOrDefault(output => output.Name == response.Outputs[index].Name)?.Binary ?? request.BinaryOutputs;
        var json = new ArrayBufferWriter<byte>(512);
        WriteJson(json, response, binary);
        var anyBinary = binary.Contains(true);
        var length = json.WrittenCount;
        for (var index = 0; index < binary.Length; index++) length += binary[index] ? response.Outputs[index].Data.Length : 0;

        context.Response.ContentType = anyBinary ? "application/octet-stream" : "application/json";
        context.Response.ContentLength = length;
        if (anyBinary) context.Response.Headers[JsonLengthHeader] = json.WrittenCount.ToString(CultureInfo.InvariantCulture);
        var body = context.Response.BodyWriter;
        body.Write(json.WrittenSpan);
        for (var index = 0; index < binary.Length; index++)
        {
            if (binary[index]) body.Write(response.Outputs[index].Data.Span);
        }

        await body.FlushAsync(context.RequestAborted);
    }

    private static void WriteJson(ArrayBufferWriter<byte> buffer, InferenceResponse response, bool[] binary)
    {
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("model_name", response.Model.Name);
        json.WriteString("model_version", response.Model.Version);
        if (response.Id is not null) json.WriteString("id", response.Id);
        json.WriteStartArray("outputs");
        for (var index = 0; index < binary.Length; index++) WriteOutput(json, response.Outputs[index], binary[index]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter json, OutputTensor output, bool binary)
    {
        json.WriteStartObject();
        json.WriteString("name", output.Name);
        json.WriteString("datatype", TensorTypes.NameOf(output.Type));
        json.WriteStartArray("shape");
        foreach (var dimension in output.Shape) json.WriteNumberValue(dimension);
        json.WriteEndArray();
        if (binary)
        {
            json.WriteStartObject("parameters");
            json.WriteNumber("binary_data_size", output.Data.Length);
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartArray("data");
            WriteData(json, output.Type, output.Data.Span);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // Only the types that models here give.
    private static void WriteData(Utf8JsonWriter json, TensorType type, ReadOnlySpan<byte> data)
    {
        for (var offset = 0; offset < data.Length;)
        {
            var rest = data[offset..];
            switch (type)
            {
                case TensorType.UInt8:
                    json.WriteNumberValue(rest[0]);
                    offset++;
                    break;
                case TensorType.Int16:
                    json.WriteNumberValue(BinaryPrimitives.ReadInt16LittleEndian(rest));
                    offset += sizeof(short);
                    break;
                case TensorType.Int32:
                    json.WriteNumberValue(BinaryPrimitives.ReadInt32LittleEndian(rest));
                    offset += sizeof(int);
                    break;
                case TensorType.Bytes:
                    var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
                    json.WriteStringValue(rest.Slice(sizeof(int), length));
                    offset += sizeof(int) + length;
                    break;
                default:
                    throw new NotSupportedException($"No model gives {TensorTypes.NameOf(type)}.");
            }
        }
    }
}
