using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Benchmarks.OnnxRuntime;

/// <summary>
/// A network with ternary activations as a float32 ONNX model: per layer Conv (Gemm behind the last map), Clip to [-1, 1], MaxPool, Round; scores from a
/// Gemm alone.
/// </summary>
/// <remarks>
/// The two thresholds of a row become the layer's scale and bias: y = (sum - (t0 + t1 + 1) / 2) / (t1 - t0) lies below -1/2 exactly for sum &lt;= t0 and
/// above 1/2 exactly for sum &gt; t1, so rounding y, clipped, is the ternary activation, and the model's scores equal ours. Clip stands directly behind
/// the Conv, where ONNX Runtime fuses it, and Round behind the pool, with which it commutes. Without rounding the model computes another function, but
/// nothing more than a float network of these shapes has to.
/// Field numbers are those of onnx.proto; operators those of opset 13.
/// </remarks>
internal sealed class OnnxModel
{
    public const string InputName = "images", OutputName = "scores";

    private const int Float32 = 1, IrVersion = 7, OpsetVersion = 13;
    private const int IntAttribute = 2, IntsAttribute = 7;

    private readonly ProtoWriter _graph = new();
    private readonly bool _rounded;
    private string _value = InputName;
    private int _names;

    private OnnxModel(NetworkParameters parameters, bool rounded)
    {
        _rounded = rounded;
        var network = parameters.Network;
        var input = network.Input;
        _graph.String(2, network.Name);
        Initializer("low", [], [-1]);
        Initializer("high", [], [1]);
        for (var index = 0; index < network.Layers.Length; index++)
            AddLayer(network.Layers[index], parameters.Layers[index], index == network.Layers.Length - 1);
        _graph.Message(11, value => Describe(value, InputName, input.Channels, input.Height, input.Width));
        _graph.Message(12, value => Describe(value, OutputName, network.Layers[^1].OutputChannels));
    }

    /// <param name="parameters">A network of signed sums whose layers are ternary, but for the first's input and the last's scores.</param>
    /// <param name="rounded">Whether activations are rounded to -1, 0 and +1, which makes the scores equal to ours.</param>
    /// <returns>A serialised ModelProto; its input is float32 in the order (image, channel, y, x).</returns>
    public static byte[] Create(NetworkParameters parameters, bool rounded)
    {
        var graph = new OnnxModel(parameters, rounded)._graph;
        return new ProtoWriter().Int(1, IrVersion)
            .Message(8, opset => opset.String(1, "").Int(2, OpsetVersion))
            .Message(7, model => model.Append(graph))
            .ToArray();
    }

    private void AddLayer(LayerDescription layer, LayerParameters parameters, bool isLast)
    {
        var (weights, bias) = Scale(layer, parameters);
        var isMap = layer.Input.Height * layer.Input.Width > 1;
        var (kernel, channels) = (layer.KernelSize, layer.Input.Channels);
        var weightsName = NewName();
        Initializer(weightsName, isMap ? [layer.OutputChannels, channels, kernel, kernel] : [layer.OutputChannels, channels], weights);
        var biasName = NewName();
        Initializer(biasName, [layer.OutputChannels], bias);
        if (isMap)
            Node("Conv", [weightsName, biasName], node => Ints(node, "kernel_shape", kernel, kernel));
        else
            Node("Gemm", [weightsName, biasName], node => Int(node, "transB", 1), isLast ? OutputName : null);
        if (isLast)
            return;
        Node("Clip", ["low", "high"]);
        if (layer.MaxPool)
        {
            Node("MaxPool", [], node =>
            {
                Ints(node, "kernel_shape", 2, 2);
                Ints(node, "strides", 2, 2);
            });
        }

        if (_rounded)
            Node("Round", []);
        if (isMap && layer.Output.Height * layer.Output.Width == 1)
            Node("Flatten", []);
    }

    /// <summary>Weights in the order (row, channel, ky, kx) and biases, scaled so that the thresholds lie at -1/2 and 1/2.</summary>
    private static (float[] Weights, float[] Bias) Scale(LayerDescription layer, LayerParameters parameters)
    {
        var weights = new float[layer.OutputChannels * layer.Columns];
        var bias = new float[layer.OutputChannels];
        var (window, channels) = (layer.KernelSize * layer.KernelSize, layer.Input.Channels);
        for (var row = 0; row < layer.OutputChannels; row++)
        {
            var scale = layer.Input.Element == ElementFormat.Fixed8 ? 2.0 : 1.0;
            if (parameters.Thresholds(row) is [var low, var high])
            {
                // Equal thresholds leave no room for 0: any steep step does.
                var step = high == low ? 16.0 : 1.0 / (high - (double)low);
                scale *= step;
                bias[row] = (float)(-(low + (double)high + 1) / 2 * step);
            }

            for (var column = 0; column < layer.Columns; column++)
                weights[(row * channels + column % channels) * window + column / channels] = (float)(parameters.Weights(row)[column] * scale);
        }

        return (weights, bias);
    }

    private string NewName() => $"v{_names++}";

    private void Node(string type, string[] parameters, Action<ProtoWriter>? attributes = null, string? output = null)
    {
        output ??= NewName();
        var input = _value;
        _graph.Message(1, node =>
        {
            node.String(1, input);
            foreach (var name in parameters)
                node.String(1, name);
            node.String(2, output).String(4, type);
            attributes?.Invoke(node);
        });
        _value = output;
    }

    private static void Int(ProtoWriter node, string name, long value) =>
        node.Message(5, attribute => attribute.String(1, name).Int(3, value).Int(20, IntAttribute));

    private static void Ints(ProtoWriter node, string name, params long[] values) => node.Message(5, attribute =>
    {
        attribute.String(1, name);
        foreach (var value in values)
            attribute.Int(8, value);
        attribute.Int(20, IntsAttribute);
    });

    private void Initializer(string name, long[] shape, float[] values) => _graph.Message(5, tensor =>
    {
        foreach (var dimension in shape)
            tensor.Int(1, dimension);
        tensor.Int(2, Float32).String(8, name).Floats(9, values);
    });

    /// <summary>A float32 tensor whose first dimension is the number of images.</summary>
    private static void Describe(ProtoWriter value, string name, params int[] shape) => value.String(1, name).Message(2, type => type.Message(1, tensor =>
        tensor.Int(1, Float32).Message(2, dimensions =>
        {
            dimensions.Message(1, dimension => dimension.String(2, "images"));
            foreach (var size in shape)
                dimensions.Message(1, dimension => dimension.Int(1, size));
        })));
}
