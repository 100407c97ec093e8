using System.Runtime.InteropServices;
using Fard.Hardware.Zynq.Buffers;

namespace Fard.Hardware.Rtl.Simulation;

/// <summary>
/// Memory that a simulated kernel reaches. Processor and kernel have a copy each, as with a cache that is not coherent: what is not synchronised is not seen.
/// </summary>
internal sealed unsafe class SimulatedMemory(SimulatedKernel kernel) : IDeviceBufferAllocator
{
    private const ulong Page = 4096;

    private ulong _next = 0x1000_0000;

    public IDeviceBuffer Allocate(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        var address = _next;
        // A free page between buffers: whoever runs over the end of one is found.
        _next += ((ulong)byteCount / Page + 2) * Page;
        return new Buffer(kernel, address, byteCount);
    }

    private sealed class Buffer : IDeviceBuffer
    {
        private readonly SimulatedKernel _kernel;
        private readonly int _byteCount;
        private byte* _device;
        private byte* _processor;

        public Buffer(SimulatedKernel kernel, ulong address, int byteCount)
        {
            _kernel = kernel;
            _byteCount = byteCount;
            DeviceAddress = address;
            _device = (byte*)NativeMemory.AllocZeroed((nuint)byteCount);
            _processor = (byte*)NativeMemory.AllocZeroed((nuint)byteCount);
            kernel.Map(address, _device, byteCount);
        }

        public ulong DeviceAddress { get; }

        public Span<byte> Bytes => new(_processor, _processor is null ? 0 : _byteCount);

        public void SyncForDevice(int byteCount) => Bytes[..byteCount].CopyTo(new Span<byte>(_device, _byteCount));

        public void SyncForProcessor(int byteCount) => new Span<byte>(_device, _byteCount)[..byteCount].CopyTo(Bytes);

        public void Dispose()
        {
            if (_device is null)
                return;
            _kernel.Unmap(DeviceAddress);
            NativeMemory.Free(_device);
            NativeMemory.Free(_processor);
            _device = _processor = null;
        }
    }
}
