using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Rtl.Generation;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Rtl.Simulation;

/// <summary>A built simulation in this process: the kernel's registers, the memory that it reaches, and its clock. One thread at a time.</summary>
/// <remarks>Time passes while registers are read and written, and before every read of the control register as long as the kernel works.</remarks>
internal sealed unsafe class SimulatedKernel : IRegisters, IDisposable
{
    /// <summary>Cycles that pass at most before a read of the control register; fewer where the kernel becomes idle.</summary>
    private const ulong CyclesBetweenPolls = 50_000;

    private readonly NativeSimulation _native;
    private readonly nint _simulation;
    private readonly ulong _longestSilence;
    private bool _disposed;

    /// <param name="path">The built simulation.</param>
    /// <param name="kernel">What it was built of.</param>
    /// <param name="options">Latency and stalls of its memory.</param>
    /// <exception cref="AcceleratorException">The library cannot be loaded.</exception>
    public SimulatedKernel(string path, RtlKernel kernel, RtlSimulationOptions options)
    {
        Kernel = kernel;
        _native = new NativeSimulation(path);
        if (_native.FifoCount() != kernel.Fifos.Length)
            throw new AcceleratorException($"RTL simulation: {path} was built of another kernel. Delete it, so that it is built again.");
        _simulation = _native.Create((uint)options.ReadLatencyCycles, (uint)options.StallPerMille, (uint)options.Seed);
        // No word for as long as all layers need one after the other, and as much again.
        var cycles = Enumerable.Range(kernel.Range.First, kernel.Range.Count).Sum(layer => kernel.Network.Layers[layer].CyclesPerImage);
        _longestSilence = 2 * (ulong)cycles + 100_000;
    }

    public RtlKernel Kernel { get; }

    /// <summary>Clock cycles since power-up.</summary>
    public long Cycles => (long)_native.Cycles(_simulation);

    public bool Interrupt => _native.Interrupt(_simulation) != 0;

    public uint Read32(uint offset)
    {
        if (offset == 0)
            _native.Run(_simulation, CyclesBetweenPolls, _longestSilence);
        var value = _native.Read(_simulation, offset);
        ThrowIfFailed();
        return value;
    }

    public void Write32(uint offset, uint value)
    {
        _native.Write(_simulation, offset, value);
        ThrowIfFailed();
    }

    /// <summary>Lets time pass: until the kernel is idle or the cycles are over.</summary>
    public void Run(long cycles)
    {
        _native.Run(_simulation, (ulong)cycles, _longestSilence);
        ThrowIfFailed();
    }

    public void Map(ulong address, void* bytes, int count) => _native.Map(_simulation, address, bytes, (ulong)count);

    public void Unmap(ulong address)
    {
        if (!_disposed)
            _native.Unmap(_simulation, address);
    }

    /// <summary>Lets each FIFO take that many words only, its depth at most; in the order of <see cref="RtlKernel.Fifos"/>. Only while the kernel is idle.</summary>
    public void Limit(ImmutableArray<int> depths)
    {
        for (var i = 0; i < depths.Length; i++)
            _native.Limit(_simulation, (uint)i, (uint)Math.Min(depths[i], Kernel.Fifos[i].Depth));
    }

    /// <summary>Counting of cycles, words and stalls begins anew.</summary>
    public void ClearCounters() => _native.Clear(_simulation);

    /// <summary>What was counted.</summary>
    public SimulationCounters Counters()
    {
        var images = (int)_native.Images(_simulation);
        return new SimulationCounters(
            (long)_native.FirstOutput(_simulation),
            [.. Enumerable.Range(0, images).Select(image => (long)_native.ImageEnd(_simulation, (ulong)image))],
            [
                .. Kernel.Fifos.Select((fifo, i) => new FifoCounters(
                    fifo, (int)_native.HighWater(_simulation, (uint)i), _native.Blocked(_simulation, (uint)i), _native.Starved(_simulation, (uint)i))),
            ]);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _native.Destroy(_simulation);
        _native.Dispose();
    }

    private void ThrowIfFailed()
    {
        var error = _native.Error(_simulation);
        if (*error != 0)
        {
            var reason = Marshal.PtrToStringUTF8((nint)error);
            throw new AcceleratorException(string.Create(CultureInfo.InvariantCulture, $"RTL simulation of {Kernel}, cycle {Cycles}: {reason}."));
        }
    }
}
