namespace Fard.Hardware.Tests.Zynq;

/// <summary>Memory as a kernel on the FPGA sees it.</summary>
internal interface IDeviceView
{
    /// <summary>The bytes from a device address on; fails unless all of them may be reached.</summary>
    Span<byte> OnDevice(ulong address, int byteCount);
}
