using Fard.Hardware.Accelerators;

namespace Fard.Hardware.Zynq.Buffers;

/// <summary>Where buffers come from that a kernel can reach.</summary>
public interface IDeviceBufferAllocator
{
    /// <summary>Gets a buffer of at least <paramref name="byteCount"/> bytes.</summary>
    /// <exception cref="AcceleratorException">There is not enough memory; the message says what to do.</exception>
    IDeviceBuffer Allocate(int byteCount);
}
