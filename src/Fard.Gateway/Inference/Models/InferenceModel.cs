using System.Collections.Immutable;
using System.Globalization;
using Fard.Actors.Applications;
using Fard.Gateway.Inference.Tensors;
using Fard.Networks.Description;

namespace Fard.Gateway.Inference.Models;

/// <summary>
/// An application as a model of the protocol. A network whose images are known takes them as pixels (UINT8, NHWC); any other takes and gives packed streams.
/// </summary>
public sealed class InferenceModel
{
    public const string InputName = "input";
    public const string ScoresName = "scores";
    public const string ClassName = "class";
    public const string LabelName = "label";
    public const string PackedOutputName = "output";

    /// <param name="application">The application.</param>
    /// <param name="network">Its network; null: not known here.</param>
    /// <param name="labels">Names of its classes in the order of the scores; empty: not known.</param>
    public InferenceModel(ApplicationDescription application, NetworkDescription? network, ImmutableArray<string> labels)
    {
        ArgumentNullException.ThrowIfNull(application);
        Application = application;
        Image = network?.Image;
        var output = network?.StreamBefore(network.Layers.Length);
        if (output is { Element: ElementFormat.Int16 or ElementFormat.ClassWord } && output.Height * output.Width == 1)
        {
            Output = output;
            Labels = labels.Length <= output.Channels ? labels : [];
            ClassCount = Labels.IsEmpty ? Math.Min(output.Channels, output.Element == ElementFormat.ClassWord ? 64 : int.MaxValue) : Labels.Length;
        }
        else
        {
            Labels = [];
        }

        Version = application.Version.ToString(CultureInfo.InvariantCulture);
        Input = new TensorDescription(InputName, TensorType.UInt8, Image is { } image ? [-1, image.Height, image.Width, image.Channels] : [-1, application.InputBytesPerImage]);
        Outputs = DescribeOutputs();
        Results = new OutputTensors(this, network);
    }

    public ApplicationDescription Application { get; }

    public string Name => Application.Name;

    /// <summary>The application's version: how often a plan was deployed under its name; 0 as the heads are configured.</summary>
    public string Version { get; }

    /// <summary>What runs it: Fard, and the network that it runs; programs of users are none.</summary>
    public string Platform => Application.Network.Length == 0 ? "fard" : $"fard_{Application.Network}";

    /// <summary>Size of its images; null: it takes packed streams.</summary>
    public ImageShape? Image { get; }

    /// <summary>The packed stream of its scores or class word; null: it gives something else.</summary>
    public StreamFormat? Output { get; }

    /// <summary>Names of its classes; empty: not known.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>Classes that it tells apart, or as many as it has scores where that is not known; 0: it gives something else.</summary>
    public int ClassCount { get; }

    /// <summary>The tensor that it takes.</summary>
    public TensorDescription Input { get; }

    /// <summary>The tensors that it gives.</summary>
    public ImmutableArray<TensorDescription> Outputs { get; }

    /// <summary>Turns its packed results into tensors.</summary>
    internal OutputTensors Results { get; }

    /// <summary>Bytes of one image as a request carries it.</summary>
    public int BytesPerImage => Image?.ByteCount ?? Application.InputBytesPerImage;

    private ImmutableArray<TensorDescription> DescribeOutputs()
    {
        if (Output is null) return [new TensorDescription(PackedOutputName, TensorType.UInt8, [-1, Application.OutputBytesPerImage])];
        var outputs = ImmutableArray.CreateBuilder<TensorDescription>();
        if (Output.Element == ElementFormat.Int16) outputs.Add(new TensorDescription(ScoresName, TensorType.Int16, [-1, ClassCount]));
        outputs.Add(new TensorDescription(ClassName, TensorType.Int32, [-1]));
        if (!Labels.IsEmpty) outputs.Add(new TensorDescription(LabelName, TensorType.Bytes, [-1]));
        return outputs.ToImmutable();
    }
}
