using System.Runtime.InteropServices;
using Fard.Hardware.Accelerators;
using Microsoft.Win32.SafeHandles;

namespace Fard.Hardware.Zynq.Linux;

/// <summary>A range of a device file in this process's address space, shared with the device.</summary>
internal sealed unsafe partial class MappedMemory : IDisposable
{
    private const int ReadWrite = 0x3, Shared = 0x1, OpenReadWrite = 0x2;

    // O_SYNC asks for an uncached mapping; its value is the same on the processors that boards have and on x86-64.
    private const int Synchronous = 0x101000;

    private readonly int _length;
    private byte* _start;

    /// <param name="path">The device file.</param>
    /// <param name="offset">Where the range starts; a multiple of the page size, 4096.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="cached">Whether the processor may cache it; registers must not be.</param>
    /// <exception cref="AcceleratorException">It cannot be mapped.</exception>
    public MappedMemory(string path, ulong offset, int length, bool cached)
    {
        var file = LibC.Open(path, OpenReadWrite | (cached ? 0 : Synchronous));
        if (file < 0)
            throw Failed(path, "opened", Marshal.GetLastPInvokeError());
        try
        {
            var mapped = LibC.Map(0, (nuint)length, ReadWrite, Shared, file, (long)offset);
            if (mapped == -1)
                throw Failed(path, $"mapped at 0x{offset:x} for {length} bytes", Marshal.GetLastPInvokeError());
            _start = (byte*)mapped;
            _length = length;
        }
        finally
        {
            _ = LibC.Close(file);
        }
    }

    public Span<byte> Bytes => new(Start, _length);

    public uint Read32(uint offset) => Volatile.Read(ref *(uint*)(Start + Checked(offset)));

    public void Write32(uint offset, uint value) => Volatile.Write(ref *(uint*)(Start + Checked(offset)), value);

    public void Dispose()
    {
        if (_start is null)
            return;
        _ = LibC.Unmap((nint)_start, (nuint)_length);
        _start = null;
    }

    private byte* Start => _start is null ? throw new ObjectDisposedException(nameof(MappedMemory)) : _start;

    private uint Checked(uint offset) => offset % sizeof(uint) == 0 && offset <= _length - sizeof(uint)
        ? offset
        : throw new ArgumentOutOfRangeException(nameof(offset), offset, $"A register's offset is a multiple of 4 below {_length}.");

    private static AcceleratorException Failed(string path, string what, int error) =>
        new($"{path} cannot be {what}: {Marshal.GetPInvokeErrorMessage(error)}. Registers and buffers take root's rights; `fard board doctor` says what is missing.");

    private static partial class LibC
    {
        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        public static partial int Open(string path, int flags);

        [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
        public static partial int Close(int file);

        // 32-bit Linux takes the offset of mmap64 as 64 bits; glibc has it on 64-bit systems too.
        [LibraryImport("libc", EntryPoint = "mmap64", SetLastError = true)]
        public static partial nint Map(nint address, nuint length, int protection, int flags, int file, long offset);

        [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
        public static partial int Unmap(nint address, nuint length);
    }
}
