using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fard.Gateway.Inference.Models;
using Fard.Networks.Description;
using Fard.Networks.Scores;

namespace Fard.Gateway.Inference.Tensors;

/// <summary>Turns packed results into the tensors of an answer.</summary>
internal sealed class OutputTensors
{
    private readonly InferenceModel _model;
    private readonly ScoreReader? _reader;
    private readonly byte[][] _labels;

    public OutputTensors(InferenceModel model, NetworkDescription? network)
    {
        _model = model;
        _labels = [.. model.Labels.Select(Encoding.UTF8.GetBytes)];
        if (model.Output is null || network is null) return;
        ImmutableArray<string> names = model.Labels.IsEmpty ? [.. Enumerable.Range(0, model.ClassCount).Select(index => index.ToString(CultureInfo.InvariantCulture))] : model.Labels;
        _reader = new ScoreReader(network, names);
    }

    /// <summary>Checks which outputs a request wants.</summary>
    /// <exception cref="InferenceException">One is not the model's, or stands there twice.</exception>
    public static ImmutableArray<string> Select(InferenceModel model, InferenceRequest request)
    {
        if (request.Outputs.IsEmpty) return [.. model.Outputs.Select(output => output.Name)];
        if (request.Outputs.Length > model.Outputs.Length) throw InferenceException.Invalid($"the request wants {request.Outputs.Length} outputs; model '{model.Name}' has {model.Outputs.Length}.");
        var names = request.Outputs.Select(output => output.Name).ToImmutableArray();
        foreach (var name in names)
        {
            if (model.Outputs.All(output => output.Name != name))
                throw InferenceException.Invalid($"unexpected output '{name}'; model '{model.Name}' has {string.Join(", ", model.Outputs.Select(output => $"'{output.Name}'"))}.");
            if (names.Count(other => other == name) > 1) throw InferenceException.Invalid($"the request wants output '{name}' twice.");
        }

        return names;
    }

    /// <summary>The tensors of some images.</summary>
    public ImmutableArray<OutputTensor> Create(ImmutableArray<string> names, ReadOnlyMemory<byte> results, int count) => [.. names.Select(name => Create(name, results, count))];

    private OutputTensor Create(string name, ReadOnlyMemory<byte> results, int count) => name switch
    {
        InferenceModel.ScoresName => new OutputTensor(name, TensorType.Int16, [count, _model.ClassCount], Scores(results.Span, count)),
        InferenceModel.ClassName => new OutputTensor(name, TensorType.Int32, [count], Classes(results.Span, count)),
        InferenceModel.LabelName => new OutputTensor(name, TensorType.Bytes, [count], Labels(results, count)),
        _ => new OutputTensor(name, TensorType.UInt8, [count, _model.Application.OutputBytesPerImage], results),
    };

    // The rows of results have padding behind their classes; the tensor has none.
    private byte[] Scores(ReadOnlySpan<byte> results, int count)
    {
        var (from, to) = (_model.Application.OutputBytesPerImage, _model.ClassCount * sizeof(short));
        var scores = new byte[count * to];
        for (var image = 0; image < count; image++) results.Slice(image * from, to).CopyTo(scores.AsSpan(image * to));
        return scores;
    }

    private byte[] Classes(ReadOnlySpan<byte> results, int count)
    {
        var classes = new byte[count * sizeof(int)];
        for (var image = 0; image < count; image++) BinaryPrimitives.WriteInt32LittleEndian(classes.AsSpan(image * sizeof(int)), ClassOf(results, image));
        return classes;
    }

    private byte[] Labels(ReadOnlyMemory<byte> results, int count) =>
        ByteStrings.Join([.. Enumerable.Range(0, count).Select(image => _labels[ClassOf(results.Span, image)])]);

    private int ClassOf(ReadOnlySpan<byte> results, int image) => _reader!.Read(results[(image * _model.Application.OutputBytesPerImage)..]).Index;
}
