using System.Security.Cryptography;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Configuration;

namespace Fard.Hardware.Zynq.Linux;

/// <summary>
/// Configures the FPGA through Linux's FPGA manager: the data as a .bin file where the kernel looks for firmware, flags, the file's name, then the state tells. The attributes <c>flags</c> and
/// <c>firmware</c> are those of the vendor's kernel (linux-xlnx, as in PYNQ's images); a mainline kernel has none.
/// </summary>
/// <param name="files">The board's files.</param>
public sealed class FpgaManager(IBoardFiles files)
{
    private const string Folder = BoardPaths.FpgaManager;
    private const string Operating = "operating";

    /// <summary>What the manager last said, such as <c>operating</c> or <c>write init error</c>.</summary>
    /// <exception cref="AcceleratorException">There is no FPGA manager.</exception>
    public string State
    {
        get
        {
            CheckPresent();
            return Try("read", $"{Folder}/state", files.Read);
        }
    }

    /// <summary>Configures the FPGA, all of it or a part.</summary>
    /// <param name="bit">The configuration; whether it fits the board is asked before (<see cref="BoardFit"/>).</param>
    /// <param name="partial">Whether it is for a part of the FPGA, and the rest goes on.</param>
    /// <exception cref="AcceleratorException">The kernel cannot, or will not; the message says why and what to do.</exception>
    public void Load(BitFile bit, bool partial = false)
    {
        ArgumentNullException.ThrowIfNull(bit);
        CheckPresent();
        foreach (var attribute in (string[])["flags", "firmware"])
        {
            if (!files.Exists($"{Folder}/{attribute}"))
            {
                throw new AcceleratorException(
                    $"The FPGA manager has no attribute {attribute}: this is a mainline kernel, which loads bitstreams by device tree overlays only. Boot the vendor's kernel (linux-xlnx), as PYNQ's images have.");
            }
        }

        var name = Stage(bit);
        Try("write", $"{Folder}/flags", path => Write(path, partial ? "1" : "0"));
        var refused = Refusal(() => files.Write($"{Folder}/firmware", name));
        var state = Try("read", $"{Folder}/state", files.Read);
        if (refused is null && state == Operating)
            return;
        throw new AcceleratorException($"{bit.Name}: the FPGA manager did not take it (state '{state}'{(refused is null ? "" : $"; {refused.Message}")}). {Advice(state)}", refused);
    }

    private static string Advice(string state) => state switch
    {
        "firmware request error" => $"The kernel did not find the file below {BoardPaths.Firmware}. Is that folder on the board's own file system?",
        "write init error" => "The kernel took the file for no byte swapped .bin, or the FPGA did not get ready. Its words are in dmesg.",
        _ => "The kernel's words are in dmesg. Restart the board if the state stays as it is.",
    };

    private void CheckPresent()
    {
        if (!files.Exists(Folder))
            throw new AcceleratorException($"There is no FPGA manager ({Folder}). The kernel needs CONFIG_FPGA_MGR_ZYNQ_FPGA; `fard board doctor` looks for the rest.");
    }

    // Named by content: the same configuration is written once, and another can never be loaded in its place.
    private string Stage(BitFile bit)
    {
        var bin = bit.ToBin();
        var name = $"fard-{Convert.ToHexStringLower(SHA256.HashData(bin))[..16]}.bin";
        var path = files.PathOf($"{BoardPaths.Firmware}/{name}");
        try
        {
            if (new FileInfo(path) is { Exists: true } there && there.Length == bin.Length)
                return name;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var fresh = path + ".new";
            File.WriteAllBytes(fresh, bin);
            File.Move(fresh, path, overwrite: true);
            return name;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AcceleratorException($"{path} cannot be written: {failure.Message} Loading a bitstream takes root's rights and {bin.Length} bytes of room.", failure);
        }
    }

    private string Write(string path, string text)
    {
        files.Write(path, text);
        return text;
    }

    private static Exception? Refusal(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure;
        }
    }

    private static string Try(string what, string path, Func<string, string> access)
    {
        try
        {
            return access(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AcceleratorException($"{path}: cannot {what} it: {failure.Message} Loading a bitstream takes root's rights.", failure);
        }
    }
}
