using Fard.Hardware.Zynq.Buffers;
using Fard.Hardware.Zynq.Linux;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Zynq;

/// <summary>How the FPGA of the board that this process runs on is reached.</summary>
public sealed record ZynqOptions
{
    /// <summary>The board's files.</summary>
    public IBoardFiles Files { get; init; } = new BoardFiles();

    /// <summary>The u-dma-buf device for buffers, or null for the first that there is.</summary>
    public string? BufferDevice { get; init; }

    /// <summary>Opens registers by physical address and length; one that is disposable is disposed when they are not used any more.</summary>
    public Func<IBoardFiles, ulong, uint, IRegisters> OpenRegisters { get; init; } = MappedRegisters.Open;

    /// <summary>Opens the memory that buffers come from; one that is disposable is disposed with the accelerator.</summary>
    public Func<IBoardFiles, string?, IDeviceBufferAllocator> OpenBuffers { get; init; } = DmaBuffers.Open;

    /// <summary>Whether kernels with a UIO device are waited for by interrupt; others are always polled.</summary>
    public bool UseInterrupts { get; init; } = true;

    /// <summary>Frequency of the processor's crystal in hertz, from which the fabric clock is made; null: the clock is left as it is.</summary>
    public long? CrystalHertz { get; init; }

    /// <summary>Images that one start of the kernel computes at most; the buffers have this size.</summary>
    public int ImagesPerStart { get; init; } = 64;

    /// <summary>How long one start of the kernel may take.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of <see cref="StartLimit"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
