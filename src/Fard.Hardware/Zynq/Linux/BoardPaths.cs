namespace Fard.Hardware.Zynq.Linux;

/// <summary>Where Linux keeps on a board what a driver needs. Absolute paths as the kernel names them; <see cref="IBoardFiles"/> puts them below its root.</summary>
public static class BoardPaths
{
    public const string FpgaManager = "/sys/class/fpga_manager/fpga0";

    /// <summary>Where the kernel looks for configuration data by name.</summary>
    public const string Firmware = "/lib/firmware";

    /// <summary>Physical memory, and so every register.</summary>
    public const string PhysicalMemory = "/dev/mem";

    /// <summary>Where u-dma-buf shows its buffers.</summary>
    public const string DmaBuffers = "/sys/class/u-dma-buf";

    /// <summary>Where the kernel shows its user space I/O devices.</summary>
    public const string UserIo = "/sys/class/uio";

    public const string Devices = "/dev";

    /// <summary>The kernel's own version.</summary>
    public const string KernelRelease = "/proc/sys/kernel/osrelease";

    public const string MemoryInformation = "/proc/meminfo";

    /// <summary>The board as its device tree names it.</summary>
    public const string Model = "/proc/device-tree/model";
}
