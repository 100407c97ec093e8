using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Fard.MultiNode.Tests.Namespaces;

/// <summary>A network device whose other end is this process: what a namespace sends we read, what we write it receives. One read or write is one Ethernet frame.</summary>
internal sealed class TapDevice : IDisposable
{
    public const string Path = "/dev/net/tun";

    /// <summary>Longest Ethernet frame with the usual MTU of 1500 bytes.</summary>
    public const int MaxFrame = 1518;

    private const nuint TunSetIff = 0x400454ca;
    private const short TapWithoutHeader = 0x0002 | 0x1000;

    private readonly SafeFileHandle _handle;

    /// <summary>Makes the device in this process's namespace; it goes when it is disposed or this process ends.</summary>
    /// <param name="name">At most 15 characters.</param>
    public TapDevice(string name)
    {
        _handle = File.OpenHandle(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        // struct ifreq: 16 bytes of name, then the flags.
        var request = new byte[40];
        Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(16), TapWithoutHeader);
        if (Control(_handle, TunSetIff, request) != 0) throw new InvalidOperationException($"The device {name} cannot be made: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    /// <summary>Waits for the next frame; its length, or 0 when the device is gone.</summary>
    public int Read(byte[] frame) => (int)Math.Max(0, Read(_handle, frame, (nuint)frame.Length));

    /// <summary>Gives the namespace a frame. Where the device is down or gone, the frame is lost, as on a wire.</summary>
    public void Write(byte[] frame) => Write(_handle, frame, (nuint)frame.Length);

    public void Dispose() => _handle.Dispose();

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Control(SafeFileHandle device, nuint request, byte[] argument);

    [DllImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Read(SafeFileHandle device, byte[] frame, nuint length);

    [DllImport("libc", EntryPoint = "write")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Write(SafeFileHandle device, byte[] frame, nuint length);
}
