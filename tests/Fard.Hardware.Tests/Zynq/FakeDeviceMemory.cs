using System.Runtime.CompilerServices;
using Fard.Hardware.Zynq.Buffers;

namespace Fard.Hardware.Tests.Zynq;

/// <summary>
/// Memory that is not coherent: the processor and the device each have a copy of every buffer, filled with other bytes, and only a sync carries bytes across. A
/// device address is the address of the device's copy.
/// </summary>
internal sealed class FakeDeviceMemory : IDeviceBufferAllocator, IDeviceView
{
    private readonly List<Buffer> _buffers = [];

    /// <summary>Buffers that were allocated and not yet disposed.</summary>
    public int LiveBuffers => _buffers.Count;

    public IDeviceBuffer Allocate(int byteCount)
    {
        var buffer = new Buffer(this, byteCount);
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>The device's copy from an address on; fails unless all of it lies in one live buffer.</summary>
    public Span<byte> OnDevice(ulong address, int byteCount)
    {
        var buffer = _buffers.Find(buffer => address >= buffer.DeviceAddress && address + (ulong)byteCount <= buffer.DeviceAddress + (ulong)buffer.DeviceCopy.Length)
            ?? throw new InvalidOperationException($"The device reaches for {byteCount} bytes at 0x{address:x}, which no buffer holds.");
        return buffer.DeviceCopy.AsSpan((int)(address - buffer.DeviceAddress), byteCount);
    }

    private sealed class Buffer : IDeviceBuffer
    {
        private readonly FakeDeviceMemory _owner;
        private readonly byte[] _processorCopy;

        public Buffer(FakeDeviceMemory owner, int byteCount)
        {
            _owner = owner;
            _processorCopy = new byte[byteCount];
            DeviceCopy = GC.AllocateUninitializedArray<byte>(byteCount, pinned: true);
            _processorCopy.AsSpan().Fill(0xA5);
            DeviceCopy.AsSpan().Fill(0x5A);
        }

        public byte[] DeviceCopy { get; }

        public unsafe ulong DeviceAddress => (ulong)Unsafe.AsPointer(ref DeviceCopy[0]);

        public Span<byte> Bytes => _processorCopy;

        public void SyncForDevice(int byteCount) => _processorCopy.AsSpan(0, byteCount).CopyTo(DeviceCopy);

        public void SyncForProcessor(int byteCount) => DeviceCopy.AsSpan(0, byteCount).CopyTo(_processorCopy);

        public void Dispose() => _owner._buffers.Remove(this);
    }
}
