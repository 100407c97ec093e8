using Fard.Cli.Inference;
using Fard.Hardware.Bitstreams;
using Fard.Networks.Parameters;
using Fard.Networks.Streams;

namespace Fard.Cli.Demo;

/// <summary>The sample images, packed for the network, and the scores that the bit-plane executor gives them in this process.</summary>
internal sealed class DemoWorkload
{
    /// <summary>Package with the repository's own weights.</summary>
    public const string PackageName = "cnvW2A2-cifar10";

    private readonly byte[] _packed;
    private readonly byte[] _expected;
    private readonly int _inputBytes;
    private readonly int _outputBytes;

    public DemoWorkload(string bitstreams, string sampleImages)
    {
        Package = new BitstreamStore(bitstreams).Load(PackageName);
        Parameters = ParameterFolder.Load(Package.Network, Package.ParameterFolder);
        Images = new DemoImages(ImageBatch.Load([sampleImages], Package.Network, Parameters.Classes).Images);

        var check = Executors.Create(ExecutorKind.BitPlane, Parameters, Package.Network.WholeRange);
        _inputBytes = check.Input.BytesPerImage;
        _outputBytes = check.Output.BytesPerImage;
        _packed = new byte[Images.Count * _inputBytes];
        var quantiser = new InputQuantiser(Package.Network);
        for (var image = 0; image < Images.Count; image++)
            quantiser.FromInterleaved(Images[image].Pixels, _packed.AsSpan(image * _inputBytes, _inputBytes));
        _expected = new byte[Images.Count * _outputBytes];
        check.Execute(_packed, _expected, Images.Count);
    }

    public BitstreamPackage Package { get; }

    public NetworkParameters Parameters { get; }

    public DemoImages Images { get; }

    /// <summary>Scores of an image, as the network's result stream.</summary>
    public ReadOnlySpan<byte> Expected(int image) => _expected.AsSpan(image * _outputBytes, _outputBytes);

    /// <summary>These images' packed streams, one behind the other.</summary>
    public byte[] Gather(IReadOnlyList<int> images)
    {
        var bytes = new byte[images.Count * _inputBytes];
        for (var i = 0; i < images.Count; i++)
            _packed.AsSpan(images[i] * _inputBytes, _inputBytes).CopyTo(bytes.AsSpan(i * _inputBytes));
        return bytes;
    }
}
