using Fard.Hardware.Tests.CSimulation;
using Fard.Hardware.Zynq.Configuration;

namespace Fard.Hardware.Tests.Zynq.Configuration;

/// <summary>Our .bin against that of AMD's bootgen, which is open source and a Debian package.</summary>
public sealed class BootgenSpec : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fard-bootgen-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [BootgenFact]
    public async Task Gives_the_bytes_that_bootgen_gives()
    {
        var bit = Path.Combine(_folder, "design.bit");
        File.Copy(Overlay.Bit, bit);
        var image = Path.Combine(_folder, "design.bif");
        await File.WriteAllTextAsync(image, $"all: {{ {bit} }}");
        var (exitCode, report) = await ShellCommand.Run("bootgen", "-image", image, "-arch", "zynq", "-process_bitstream", "bin", "-w", "on");
        exitCode.ShouldBe(0, report);

        var theirs = await File.ReadAllBytesAsync($"{bit}.bin");
        var ours = BitFile.Load(bit).ToBin();
        theirs.AsSpan(0, ours.Length).SequenceEqual(ours).ShouldBeTrue();
        // bootgen appends a word that does nothing (NOP, 0x20000000).
        theirs[ours.Length..].ShouldBe([0, 0, 0, 0x20]);
    }
}
