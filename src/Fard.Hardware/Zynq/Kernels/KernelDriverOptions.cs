using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Zynq.Kernels;

/// <summary>Settings of a kernel driver.</summary>
public sealed record KernelDriverOptions
{
    /// <summary>Images that one start of the kernel computes at most; the buffers have this size.</summary>
    public int ImagesPerStart { get; init; } = 64;

    /// <summary>How long one start may take.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The kernel's interrupt; null: its end is polled for.</summary>
    public IInterrupt? Interrupt { get; init; }

    /// <summary>The clock of <see cref="StartLimit"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
