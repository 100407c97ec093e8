using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Zynq.Linux;

/// <summary>An interrupt by a UIO device: reading four bytes waits for it, writing a 1 lets the next one through (Linux, "The Userspace I/O HOWTO").</summary>
public sealed partial class UserIoInterrupt : IInterrupt, IDisposable
{
    private const short Readable = 0x1;

    private readonly FileStream _device;
    private readonly string _path;

    /// <param name="files">The board's files.</param>
    /// <param name="device">The UIO device, such as <c>uio0</c>.</param>
    /// <exception cref="AcceleratorException">It cannot be opened.</exception>
    public UserIoInterrupt(IBoardFiles files, string device)
    {
        ArgumentNullException.ThrowIfNull(files);
        _path = files.PathOf($"{BoardPaths.Devices}/{device}");
        try
        {
            // A device cannot be sought in, and every read and write goes to it at once.
            _device = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AcceleratorException($"{_path} cannot be opened: {failure.Message} Interrupts take root's rights.", failure);
        }
    }

    public void Arm()
    {
        Span<byte> one = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(one, 1);
        _device.Write(one);
    }

    public bool Wait(TimeSpan limit)
    {
        var request = new PollRequest { File = (int)_device.SafeFileHandle.DangerousGetHandle(), Events = Readable };
        var answer = Poll(ref request, 1, (int)Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 0, int.MaxValue));
        if (answer < 0)
            throw new AcceleratorException($"{_path} cannot be waited for: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
        if (answer == 0)
            return false;
        Span<byte> count = stackalloc byte[sizeof(uint)];
        return _device.ReadAtLeast(count, count.Length, throwOnEndOfStream: false) == count.Length;
    }

    public void Dispose() => _device.Dispose();

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollRequest request, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int File;
        public short Events;
        public short Answered;
    }
}
