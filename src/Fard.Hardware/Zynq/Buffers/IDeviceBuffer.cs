namespace Fard.Hardware.Zynq.Buffers;

/// <summary>
/// Contiguous memory that the processor and a kernel share. It is not coherent: what the processor wrote reaches the kernel by <see cref="SyncForDevice"/>, and
/// what the kernel wrote reaches the processor by <see cref="SyncForProcessor"/>.
/// </summary>
public interface IDeviceBuffer : IDisposable
{
    /// <summary>Where the kernel finds it: a physical address on a board. A multiple of 8.</summary>
    ulong DeviceAddress { get; }

    /// <summary>The buffer as the processor sees it.</summary>
    Span<byte> Bytes { get; }

    /// <summary>Hands the first bytes to the kernel; before a start.</summary>
    void SyncForDevice(int byteCount);

    /// <summary>Takes the first bytes back from the kernel; after it is done.</summary>
    void SyncForProcessor(int byteCount);
}
