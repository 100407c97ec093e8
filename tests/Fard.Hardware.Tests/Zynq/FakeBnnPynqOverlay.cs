using System.Buffers.Binary;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;

namespace Fard.Hardware.Tests.Zynq;

/// <summary>
/// A BNN-PYNQ kernel: keeps the words that it is given and computes with them and nothing else, on the device's copy of the buffers. The words go through
/// BNN-PYNQ's own files, so that a word in a wrong place gives wrong scores or a file that is refused.
/// </summary>
internal sealed class FakeBnnPynqOverlay
{
    /// <summary>The offsets of the published overlays.</summary>
    public static readonly BnnPynqRegisterMap Map = new(0x00, 0x10, 0x14, 0x1c, 0x20, 0x28, 0x30, 0x38, 0x40, 0x48, 0x50, 0x54, 0x5c);

    private readonly Dictionary<(uint Layer, uint Memory, uint Index, uint Threshold), ulong> _words = [];
    private readonly NetworkDescription _network;

    private readonly IDeviceView _view;

    /// <param name="network">The network that it computes.</param>
    /// <param name="view">The memory that the kernel reaches; null for <see cref="Memory"/>.</param>
    public FakeBnnPynqOverlay(NetworkDescription network, IDeviceView? view = null)
    {
        _network = network;
        _view = view ?? Memory;
        Registers = new FakeKernelRegisters(
            [
                Map.InputLow, Map.InputHigh, Map.OutputLow, Map.OutputHigh, Map.DoInit, Map.TargetLayer, Map.TargetMemory, Map.TargetIndex, Map.TargetThreshold,
                Map.ValueLow, Map.ValueHigh, Map.Images,
            ],
            Compute)
        { ReadsUntilDone = 2 };
    }

    public FakeDeviceMemory Memory { get; } = new();

    public FakeKernelRegisters Registers { get; }

    /// <summary>Words that were written, each place counted once.</summary>
    public int WordCount => _words.Count;

    /// <summary>Called after each word that was written.</summary>
    public Action? WordWritten { get; set; }

    /// <summary>Images of each run.</summary>
    public List<int> Runs { get; } = [];

    private void Compute(FakeKernelRegisters registers)
    {
        if (registers[Map.DoInit] == 1)
        {
            var place = (registers[Map.TargetLayer], registers[Map.TargetMemory], registers[Map.TargetIndex], registers[Map.TargetThreshold]);
            _words[place] = registers.Get64(Map.ValueLow, Map.ValueHigh);
            WordWritten?.Invoke();
            return;
        }

        var images = (int)registers[Map.Images];
        Runs.Add(images);
        var executor = new ReferenceExecutor(LoadedParameters(), _network.WholeRange);
        var input = _view.OnDevice(registers.Get64(Map.InputLow, Map.InputHigh), images * executor.Input.BytesPerImage);
        executor.Execute(input, _view.OnDevice(registers.Get64(Map.OutputLow, Map.OutputHigh), images * executor.Output.BytesPerImage), images);
    }

    private NetworkParameters LoadedParameters()
    {
        var folder = Directory.CreateTempSubdirectory("fard-overlay-").FullName;
        try
        {
            foreach (var memory in _words.GroupBy(word => (word.Key.Layer, word.Key.Memory)))
            {
                var words = memory.OrderBy(word => (word.Key.Index, word.Key.Threshold)).Select(word => word.Value).ToArray();
                var bytes = new byte[8 * words.Length];
                for (var i = 0; i < words.Length; i++)
                    BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * i), words[i]);
                File.WriteAllBytes(Path.Combine(folder, $"{memory.Key.Layer / 2}-{memory.Key.Memory}-{(memory.Key.Layer % 2 == 0 ? "weights" : "thres")}.bin"), bytes);
            }

            File.WriteAllLines(Path.Combine(folder, "classes.txt"), Enumerable.Range(0, _network.Layers[^1].OutputChannels).Select(index => $"class {index}"));
            return ParameterFolder.Load(_network, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
