namespace Fard.Planning.Training;

/// <summary>A layer of a network that is trained: a convolution, or a fully connected layer as a convolution onto a single pixel.</summary>
/// <param name="Name">Such as <c>conv3_1</c>.</param>
/// <param name="InputSide">Side of the square map that it reads, pools in front of it done.</param>
/// <param name="InputChannels">Channels of that map.</param>
/// <param name="OutputSide">Side of the square map that it writes, before a pool behind it.</param>
/// <param name="OutputChannels">Channels of that map.</param>
/// <param name="Kernel">Side of the square kernel.</param>
/// <param name="Groups">Groups of channels that do not see each other.</param>
public sealed record TrainingLayer(string Name, int InputSide, int InputChannels, int OutputSide, int OutputChannels, int Kernel, int Groups = 1)
{
    /// <summary>Whether its weights are kept in on-chip memory; those of fully connected layers are far too many and stay in DRAM.</summary>
    public bool IsConvolution => OutputSide > 1;

    public long Weights => (long)OutputChannels * InputChannels / Groups * Kernel * Kernel;

    /// <summary>Multiply-accumulates of the forward pass of one image: Ho Wo Co Ci K^2.</summary>
    public long ForwardMacs => (long)OutputSide * OutputSide * Weights;

    public long InputValues => (long)InputSide * InputSide * InputChannels;

    public long OutputValues => (long)OutputSide * OutputSide * OutputChannels;
}
