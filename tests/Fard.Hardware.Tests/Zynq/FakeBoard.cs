using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Fard.Hardware.Zynq.Linux;

namespace Fard.Hardware.Tests.Zynq;

/// <summary>
/// A directory tree that stands for a PYNQ-Z1's Linux, watched by what answers as the vendor's kernel does: a load changes the FPGA manager's state, in the kernel's
/// own words; the u-dma-buf device has a copy of its bytes that only a sync exchanges with the processor's, filled with other bytes at first. Its physical address
/// is the address of that copy, so that a compiled kernel can be run on it.
/// </summary>
internal sealed class FakeBoard : IBoardFiles, IDeviceView, IDisposable
{
    public const uint IdCode = 0x0372_7093;
    private const string Manager = BoardPaths.FpgaManager, Buffer = $"{BoardPaths.DmaBuffers}/udmabuf0", BufferDevice = "/dev/udmabuf0";

    private readonly BoardFiles _files;
    private readonly byte[] _deviceCopy;
    private readonly Dictionary<string, string> _sync = [];

    public FakeBoard(int bufferBytes = 1 << 20)
    {
        Root = Directory.CreateTempSubdirectory("fard-board-").FullName;
        _files = new BoardFiles(Root);
        Put("/proc/device-tree/model", "Xilinx PYNQ-Z1\0");
        Put("/proc/sys/kernel/osrelease", "5.4.0-xilinx-v2020.1\n");
        Put("/proc/meminfo", "MemTotal:         507892 kB\nMemFree:          200000 kB\nMemAvailable:     300000 kB\n");
        Put("/dev/mem", "");
        Put($"{Manager}/name", "Xilinx Zynq FPGA Manager\n");
        Put($"{Manager}/state", "unknown\n");
        Put($"{Manager}/flags", "0\n");
        Put($"{Manager}/firmware", "");
        Directory.CreateDirectory(PathOf(BoardPaths.Firmware));
        _deviceCopy = GC.AllocateUninitializedArray<byte>(bufferBytes, pinned: true);
        _deviceCopy.AsSpan().Fill(0x5A);
        var processorCopy = new byte[bufferBytes];
        processorCopy.AsSpan().Fill(0xA5);
        Directory.CreateDirectory(PathOf("/dev"));
        File.WriteAllBytes(PathOf(BufferDevice), processorCopy);
        Put($"{Buffer}/phys_addr", string.Create(CultureInfo.InvariantCulture, $"0x{DeviceAddress:x16}\n"));
        Put($"{Buffer}/size", bufferBytes.ToString(CultureInfo.InvariantCulture) + "\n");
        foreach (var attribute in (string[])["sync_offset", "sync_size", "sync_direction", "sync_for_device", "sync_for_cpu"])
            Put($"{Buffer}/{attribute}", "0\n");
    }

    public string Root { get; }

    /// <summary>What the FPGA was configured with, in order: the names below /lib/firmware, with the flags.</summary>
    public List<string> Loads { get; } = [];

    /// <summary>Syncs in either direction.</summary>
    public int Syncs { get; private set; }

    public unsafe ulong DeviceAddress => (ulong)Unsafe.AsPointer(ref _deviceCopy[0]);

    public void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    public void Remove(string path)
    {
        if (Directory.Exists(PathOf(path)))
            Directory.Delete(PathOf(path), recursive: true);
        else
            File.Delete(PathOf(path));
    }

    public Span<byte> OnDevice(ulong address, int byteCount)
    {
        if (address < DeviceAddress || address + (ulong)byteCount > DeviceAddress + (ulong)_deviceCopy.Length)
            throw new InvalidOperationException($"The device reaches for {byteCount} bytes at 0x{address:x}, beyond its buffer.");
        return _deviceCopy.AsSpan((int)(address - DeviceAddress), byteCount);
    }

    public string PathOf(string path) => _files.PathOf(path);

    public bool Exists(string path) => _files.Exists(path);

    public IReadOnlyList<string> List(string folder) => _files.List(folder);

    public string Read(string path) => _files.Read(path);

    public void Write(string path, string text)
    {
        if (!Exists(path))
            throw new FileNotFoundException($"There is no {path}.");
        Put(path, text);
        if (path == $"{Manager}/firmware")
            Configure(text);
    }

    public IBoardAttribute Open(string path) => Exists(path) ? new Attribute(this, path) : throw new FileNotFoundException($"There is no {path}.");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    // The order and the words are drivers/fpga/fpga-mgr.c's and zynq-fpga.c's.
    private void Configure(string name)
    {
        var path = PathOf($"{BoardPaths.Firmware}/{name}");
        if (!File.Exists(path))
            throw Refuse("firmware request error");
        var bin = File.ReadAllBytes(path);
        var words = Enumerable.Range(0, bin.Length / 4).Select(i => BinaryPrimitives.ReadUInt32LittleEndian(bin.AsSpan(4 * i))).ToArray();
        var start = Array.IndexOf(words, 0xAA99_5566u);
        if (start < 0)
            throw Refuse("write init error");
        // The FPGA itself compares the IDCODE, and never reports that it is done.
        var idCode = Array.IndexOf(words, 0x3001_8001u, start);
        if (idCode < 0 || (words[idCode + 1] & 0x0FFF_FFFF) != IdCode)
            throw Refuse("write complete error");
        Loads.Add($"{name} flags {Read($"{Manager}/flags")}");
        Put($"{Manager}/state", "operating\n");
    }

    private IOException Refuse(string state)
    {
        Put($"{Manager}/state", state + "\n");
        return new IOException("Invalid argument");
    }

    private void Sync(string attribute, string value)
    {
        _sync[attribute] = value;
        if (attribute is not ("sync_for_device" or "sync_for_cpu") || value != "1")
            return;
        var (offset, size, direction) = (Number("sync_offset"), Number("sync_size"), Number("sync_direction"));
        var toDevice = attribute == "sync_for_device";
        if (direction != (toDevice ? 1 : 2))
            throw new InvalidOperationException($"{attribute} with direction {direction}.");
        using var device = File.OpenHandle(PathOf(BufferDevice), access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
        var bytes = _deviceCopy.AsSpan(offset, size);
        if (toDevice)
            RandomAccess.Read(device, bytes, offset);
        else
            RandomAccess.Write(device, bytes, offset);
        Syncs++;
    }

    private int Number(string attribute) => int.Parse(_sync[attribute], CultureInfo.InvariantCulture);

    private sealed class Attribute(FakeBoard board, string path) : IBoardAttribute
    {
        public void Write(ReadOnlySpan<byte> text) => board.Sync(Path.GetFileName(path), Encoding.ASCII.GetString(text));

        public void Dispose()
        {
        }
    }
}
