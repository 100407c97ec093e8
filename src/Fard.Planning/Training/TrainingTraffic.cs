using System.Collections.Immutable;

namespace Fard.Planning.Training;

/// <summary>What crosses from a board to the next for every image.</summary>
/// <remarks>
/// Values have 16 bits, partial sums 32. Between two layers: activations up, as many errors down. Inside a layer of which the share s is done below the cut, the cheaper of
/// two ways to divide it by channel. By output channels: up, the layer's whole input and the share s of its output; down, the share s of the output's errors and partial sums
/// of the whole input's errors. By input channels: up, the share 1 - s of the input and partial sums of the whole output; down, the errors of the whole output and of
/// the share 1 - s of the input. The first layer's input has no errors.
/// </remarks>
internal static class TrainingTraffic
{
    public const int ValueBytes = 2, PartialSumBytes = 4;

    /// <param name="network">The network.</param>
    /// <param name="shares">What the board below the cut does.</param>
    /// <param name="weightsUp">Bytes of weights kept below and used above.</param>
    /// <param name="weightsDown">Bytes of weights kept above and used below.</param>
    public static TrainingLink After(TrainingNetwork network, ImmutableArray<TrainingShare> shares, double weightsUp, double weightsDown)
    {
        var (index, done) = (shares[^1].Layer, shares[^1].To);
        var layer = network.Layers[index];
        double input = layer.InputValues, output = layer.OutputValues;
        if (done > 1 - 1e-9)
            return new TrainingLink((output * ValueBytes) + weightsUp, (output * ValueBytes) + weightsDown);
        var hasErrors = index > 0 ? 1 : 0;
        var byOutput = new TrainingLink(
            (ValueBytes * (input + (done * output))) + weightsUp,
            (ValueBytes * done * output) + (hasErrors * PartialSumBytes * input) + weightsDown);
        var byInput = new TrainingLink(
            (ValueBytes * (1 - done) * input) + (PartialSumBytes * output) + weightsUp,
            (ValueBytes * (output + (hasErrors * (1 - done) * input))) + weightsDown);
        return byOutput.Busier <= byInput.Busier ? byOutput : byInput;
    }
}
