using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fard.Networks.Description;

namespace Fard.Networks.Parameters;

/// <summary>
/// A folder of trained values in BNN-PYNQ's format: <c>{layer}-{pe}-weights.bin</c> and <c>{layer}-{pe}-thres.bin</c> of 64-bit little-endian words for
/// every layer and processing element, and <c>classes.txt</c>. Other files are left alone.
/// </summary>
/// <remarks>
/// The format reads a file that ends early on as zeros. Trained sets use that for rows of the last layer that no class has, so that is where it is
/// accepted: such a file ends with a whole row and holds at least the rows that the class names ask for. Anywhere else a short file is a damaged one.
/// </remarks>
public static class ParameterFolder
{
    /// <summary>Reads the parameters of <paramref name="network"/>.</summary>
    /// <exception cref="NetworkDescriptionException">The network is not computable.</exception>
    /// <exception cref="ParameterFormatException">A file is missing or damaged; the message names file, byte offset and expectation.</exception>
    public static NetworkParameters Load(NetworkDescription network, string directory)
    {
        DescriptionValidator.Validate(network);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        if (!Directory.Exists(directory))
            throw new ParameterFormatException(directory, 0, "the folder is missing", $"a folder with the parameters of {network.Name}");

        var last = network.Layers.Length - 1;
        var classes = ClassNameFile.Read(Path.Combine(directory, ClassNameFile.Name), network.Layers[last].OutputChannels);
        var layers = ImmutableArray.CreateBuilder<LayerParameters>(network.Layers.Length);
        for (var index = 0; index <= last; index++)
            layers.Add(LoadLayer(directory, index, network.Layers[index], index == last ? classes.Length : network.Layers[index].OutputChannels));
        return new NetworkParameters(network, layers.DrainToImmutable(), classes);
    }

    /// <summary>Writes <paramref name="parameters"/> in the format that <see cref="Load"/> reads. Creates the folder; replaces files of the same names.</summary>
    public static void Save(NetworkParameters parameters, string directory)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        Directory.CreateDirectory(directory);
        for (var index = 0; index < parameters.Layers.Length; index++)
        {
            var (layer, values) = (parameters.Network.Layers[index], parameters.Layers[index]);
            for (var pe = 0; pe < layer.Pe; pe++)
            {
                WordFile.Write(WeightPath(directory, index, pe), WeightWords.Encode(layer, pe, values));
                if (layer.ThresholdsPerRow > 0)
                    WordFile.Write(ThresholdPath(directory, index, pe), ThresholdWords.Encode(layer, pe, values));
            }
        }

        ClassNameFile.Write(Path.Combine(directory, ClassNameFile.Name), parameters.Classes);
    }

    private static LayerParameters LoadLayer(string directory, int index, LayerDescription layer, int neededRows)
    {
        var weights = new sbyte[layer.OutputChannels * layer.Columns];
        var thresholds = new int[layer.OutputChannels * layer.ThresholdsPerRow];
        for (var pe = 0; pe < layer.Pe; pe++)
        {
            // Row nf * PE + pe is the element's row nf.
            var leastRows = (neededRows - pe + layer.Pe - 1) / layer.Pe;
            var path = WeightPath(directory, index, pe);
            WeightWords.Decode(path, layer, pe, WordFile.Read(path, layer.SynapseFold, leastRows, layer.NeuronFold), weights);
            if (layer.ThresholdsPerRow == 0)
                continue;
            path = ThresholdPath(directory, index, pe);
            ThresholdWords.Decode(path, layer, pe, WordFile.Read(path, layer.ThresholdsPerRow, leastRows, layer.NeuronFold), thresholds);
        }

        return new LayerParameters(layer, ImmutableCollectionsMarshal.AsImmutableArray(weights), ImmutableCollectionsMarshal.AsImmutableArray(thresholds));
    }

    private static string WeightPath(string directory, int layer, int pe) => Path.Combine(directory, $"{layer}-{pe}-weights.bin");

    private static string ThresholdPath(string directory, int layer, int pe) => Path.Combine(directory, $"{layer}-{pe}-thres.bin");
}
