using System.Collections.Immutable;
using System.Globalization;
using Fard.Hardware.Hls;
using Fard.Networks.Description;

namespace Fard.Hardware.Rtl.Generation;

/// <summary>
/// A kernel for a layer range in Verilog, with the ports, registers and parameter words of the HLS kernel: AXI-Lite registers, one AXI4 master for input,
/// output and parameters, all layers of the range at once.
/// </summary>
public sealed class RtlKernel
{
    private readonly ImmutableArray<LayerModule> _layers;
    private readonly RtlOptions _options;

    /// <param name="network">The network.</param>
    /// <param name="range">The kernel's layers.</param>
    /// <param name="options">FIFO depths, or null for the defaults.</param>
    /// <exception cref="NetworkDescriptionException">The network is not computable.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is none of the network's, a depth is below 2, or a name is no FIFO's.</exception>
    public RtlKernel(NetworkDescription network, LayerRange range, RtlOptions? options = null)
    {
        DescriptionValidator.Validate(network);
        network.CheckRange(range);
        _options = options ?? RtlOptions.Default;
        Network = network;
        Range = range;
        var layers = ImmutableArray.CreateBuilder<LayerModule>();
        var (bits, before) = (KernelModule.MemoryBits, "reader");
        for (var index = range.First; index <= range.Last; index++)
        {
            layers.Add(new LayerModule(network, index, bits, before, _options));
            (bits, before) = (layers[^1].OutputBits, layers[^1].LastUnit);
        }

        _layers = layers.ToImmutable();
        Top = new KernelModule(this, _layers, _options);
        Fifos = [Top.Source, .. _layers.SelectMany(layer => layer.Fifos), Top.Result];
        foreach (var fifo in Fifos)
            ArgumentOutOfRangeException.ThrowIfLessThan(fifo.Depth, 2, fifo.Name);
        if (_options.Depths.Keys.FirstOrDefault(name => Fifos.All(fifo => fifo.Name != name)) is { } unknown)
        {
            var known = string.Join(", ", Fifos.Select(fifo => fifo.Name));
            throw new ArgumentOutOfRangeException(nameof(options), unknown, $"Layers {range} have no FIFO of that name; they have {known}.");
        }
    }

    public NetworkDescription Network { get; }

    public LayerRange Range { get; }

    /// <summary>The top module's name, which is that of the HLS kernel's top function.</summary>
    public string Name => RtlNames.TopModule(Network, Range);

    /// <summary>All FIFOs, from memory to memory.</summary>
    public ImmutableArray<RtlFifo> Fifos { get; }

    /// <summary>64-bit words that a load takes.</summary>
    public int ParameterWords => HlsParameterWords.Count(Network, Range);

    /// <summary>64-bit words of an image's input.</summary>
    public int InputWords => Network.StreamBefore(Range.First).BytesPerImage / 8;

    /// <summary>64-bit words of an image's output.</summary>
    public int OutputWords => Network.StreamBefore(Range.Last + 1).BytesPerImage / 8;

    internal KernelModule Top { get; }

    /// <summary>The generated modules: one for each layer and the top; they use <see cref="RtlLibrary"/>.</summary>
    public ImmutableArray<RtlFile> Generate() =>
        [.. _layers.Select(layer => new RtlFile($"{layer.Name}.v", layer.Write())), new RtlFile($"{Name}.v", Top.Write())];

    /// <summary>The module of one layer of the range.</summary>
    public string LayerModuleName(int layer) => _layers[layer - Range.First].Name;

    /// <summary>Writes the generated modules and the library into a folder.</summary>
    /// <returns>The files' names.</returns>
    public ImmutableArray<string> WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        var files = Generate().AddRange(RtlLibrary.Modules);
        foreach (var file in files)
            File.WriteAllText(Path.Combine(folder, file.Name), file.Text);
        return [.. files.Select(file => file.Name)];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"layers {Range} of {Network.Name}");
}
