using System.Runtime.InteropServices;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.CSimulation;

/// <summary>A compiled kernel in this process, behind the registers that it has on a board. A write that starts it returns when it is done.</summary>
internal sealed unsafe class KernelLibrary : IRegisters, IDisposable
{
    private readonly nint _library;
    private readonly delegate* unmanaged<uint, uint> _read;
    private readonly delegate* unmanaged<uint, uint, void> _write;
    private readonly delegate* unmanaged<byte*> _error;
    private bool _disposed;

    /// <exception cref="AcceleratorException">The library cannot be loaded.</exception>
    public KernelLibrary(string path)
    {
        // A copy of its own: the loader gives the same library, and so the same weight memories, to everybody who opens the same file.
        var copy = Path.Combine(Path.GetDirectoryName(path)!, $"loaded-{Guid.NewGuid():N}.so");
        try
        {
            File.Copy(path, copy);
            _library = NativeLibrary.Load(copy);
            _read = (delegate* unmanaged<uint, uint>)NativeLibrary.GetExport(_library, "fard_read");
            _write = (delegate* unmanaged<uint, uint, void>)NativeLibrary.GetExport(_library, "fard_write");
            _error = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(_library, "fard_error");
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or IOException)
        {
            throw new AcceleratorException($"C simulation: the compiled kernel {path} cannot be loaded: {failure.Message} Delete it, so that it is compiled again.", failure);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    public uint Read32(uint offset) => _read(offset);

    /// <exception cref="AcceleratorException">The write started the kernel and the kernel failed.</exception>
    public void Write32(uint offset, uint value)
    {
        _write(offset, value);
        var error = _error();
        if (*error != 0)
            throw new AcceleratorException($"C simulation: the kernel failed: {Marshal.PtrToStringUTF8((nint)error)}");
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        NativeLibrary.Free(_library);
    }
}
