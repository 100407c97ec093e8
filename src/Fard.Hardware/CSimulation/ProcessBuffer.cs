using System.Runtime.InteropServices;
using Fard.Hardware.Zynq.Buffers;

namespace Fard.Hardware.CSimulation;

/// <summary>Memory of this process, which a compiled kernel reads and writes directly: nothing to synchronise.</summary>
internal sealed unsafe class ProcessBuffer(int byteCount) : IDeviceBuffer
{
    private const nuint Alignment = 64;

    private void* _memory = NativeMemory.AlignedAlloc((nuint)byteCount, Alignment);

    public ulong DeviceAddress => (ulong)_memory;

    public Span<byte> Bytes => new(_memory, _memory is null ? 0 : byteCount);

    public void SyncForDevice(int byteCount)
    {
    }

    public void SyncForProcessor(int byteCount)
    {
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }

    internal sealed class Allocator : IDeviceBufferAllocator
    {
        public IDeviceBuffer Allocate(int byteCount) => new ProcessBuffer(byteCount);
    }
}
