using Fard.Cli.Installation;
using Fard.Networks.BitPlanes;
using Fard.Networks.Description;
using Fard.Networks.Images;
using Fard.Networks.Parameters;
using Fard.Networks.Streams;

namespace Fard.Cli.Rtl;

/// <summary>What a kernel in the middle of a network reads: sample images through the layers before it.</summary>
internal static class RtlInput
{
    public static byte[] Create(NetworkParameters parameters, LayerRange range, int images)
    {
        var network = parameters.Network;
        var samples = ImageSource.Open([InstalledFiles.SampleImages], ImageShape.Cifar, parameters.Classes).Read().Take(images).ToList();
        var quantiser = new InputQuantiser(network);
        var stream = new byte[images * network.Input.BytesPerImage];
        for (var i = 0; i < images; i++)
            quantiser.FromInterleaved(samples[i % samples.Count].Pixels, stream.AsSpan(i * network.Input.BytesPerImage, network.Input.BytesPerImage));
        if (range.First == 0)
            return stream;
        var before = new BitPlaneExecutor(parameters, new LayerRange(0, range.First - 1));
        var result = new byte[images * before.Output.BytesPerImage];
        before.Execute(stream, result, images);
        return result;
    }
}
