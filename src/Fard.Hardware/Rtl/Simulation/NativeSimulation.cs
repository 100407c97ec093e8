using System.Runtime.InteropServices;
using Fard.Hardware.Accelerators;

namespace Fard.Hardware.Rtl.Simulation;

/// <summary>The functions of a built simulation (<c>fard_simulation.cpp</c>).</summary>
internal sealed unsafe class NativeSimulation : IDisposable
{
    private readonly nint _library;

    public readonly delegate* unmanaged<uint, uint, uint, nint> Create;
    public readonly delegate* unmanaged<nint, void> Destroy;
    public readonly delegate* unmanaged<nint, uint, uint> Read;
    public readonly delegate* unmanaged<nint, uint, uint, void> Write;
    public readonly delegate* unmanaged<nint, ulong, ulong, void> Run;
    public readonly delegate* unmanaged<nint, void> Clear;
    public readonly delegate* unmanaged<nint, ulong, void*, ulong, void> Map;
    public readonly delegate* unmanaged<nint, ulong, void> Unmap;
    public readonly delegate* unmanaged<nint, byte*> Error;
    public readonly delegate* unmanaged<nint, ulong> Cycles;
    public readonly delegate* unmanaged<nint, uint> Interrupt;
    public readonly delegate* unmanaged<nint, ulong> FirstOutput;
    public readonly delegate* unmanaged<nint, ulong> Images;
    public readonly delegate* unmanaged<nint, ulong, ulong> ImageEnd;
    public readonly delegate* unmanaged<uint> FifoCount;
    public readonly delegate* unmanaged<nint, uint, uint, void> Limit;
    public readonly delegate* unmanaged<nint, uint, uint> HighWater;
    public readonly delegate* unmanaged<nint, uint, uint> Blocked;
    public readonly delegate* unmanaged<nint, uint, uint> Starved;

    /// <exception cref="AcceleratorException">The library cannot be loaded.</exception>
    public NativeSimulation(string path)
    {
        try
        {
            _library = NativeLibrary.Load(path);
            Create = (delegate* unmanaged<uint, uint, uint, nint>)Export("create");
            Destroy = (delegate* unmanaged<nint, void>)Export("destroy");
            Read = (delegate* unmanaged<nint, uint, uint>)Export("read");
            Write = (delegate* unmanaged<nint, uint, uint, void>)Export("write");
            Run = (delegate* unmanaged<nint, ulong, ulong, void>)Export("run");
            Clear = (delegate* unmanaged<nint, void>)Export("clear");
            Map = (delegate* unmanaged<nint, ulong, void*, ulong, void>)Export("map");
            Unmap = (delegate* unmanaged<nint, ulong, void>)Export("unmap");
            Error = (delegate* unmanaged<nint, byte*>)Export("error");
            Cycles = (delegate* unmanaged<nint, ulong>)Export("cycles");
            Interrupt = (delegate* unmanaged<nint, uint>)Export("interrupt");
            FirstOutput = (delegate* unmanaged<nint, ulong>)Export("first_output");
            Images = (delegate* unmanaged<nint, ulong>)Export("images");
            ImageEnd = (delegate* unmanaged<nint, ulong, ulong>)Export("image_end");
            FifoCount = (delegate* unmanaged<uint>)Export("fifos");
            Limit = (delegate* unmanaged<nint, uint, uint, void>)Export("limit");
            HighWater = (delegate* unmanaged<nint, uint, uint>)Export("high_water");
            Blocked = (delegate* unmanaged<nint, uint, uint>)Export("blocked");
            Starved = (delegate* unmanaged<nint, uint, uint>)Export("starved");
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            Dispose();
            throw new AcceleratorException($"RTL simulation: {path} cannot be loaded: {failure.Message} Delete it, so that it is built again.", failure);
        }
    }

    public void Dispose()
    {
        if (_library != 0)
            NativeLibrary.Free(_library);
    }

    private nint Export(string name) => NativeLibrary.GetExport(_library, $"fard_{name}");
}
