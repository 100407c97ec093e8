using Fard.Hardware.Boards;
using Fard.Hardware.Zynq;
using Fard.Hardware.Zynq.Doctor;
using Fard.Hardware.Zynq.Linux;

namespace Fard.Hardware.Tests.Zynq.Doctor;

public sealed class BoardDoctorSpec : IDisposable
{
    private readonly FakeBoard _board = new(bufferBytes: 16 << 20);

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_board_that_is_ready_has_no_problem()
    {
        var findings = Examine();
        findings.ShouldNotContain(finding => finding.Severity == Severity.Problem);
        Of(findings, "board").Found.ShouldBe("Xilinx PYNQ-Z1");
        Of(findings, "fpga manager").Found.ShouldBe("Xilinx Zynq FPGA Manager, state unknown");
        Of(findings, "buffers").Found.ShouldBe("udmabuf0, 16 MiB");
        Of(findings, "memory").Found.ShouldBe("292 MiB available");
    }

    [Theory]
    [InlineData(BoardPaths.FpgaManager, "fpga manager", "CONFIG_FPGA_MGR_ZYNQ_FPGA")]
    [InlineData($"{BoardPaths.FpgaManager}/firmware", "vendor attributes", "linux-xlnx")]
    [InlineData(BoardPaths.DmaBuffers, "buffers", "modprobe u-dma-buf")]
    [InlineData(BoardPaths.PhysicalMemory, "registers", "CONFIG_DEVMEM")]
    public void What_is_missing_is_a_problem_with_advice(string path, string check, string advice)
    {
        _board.Remove(path);
        var finding = Of(Examine(), check);
        finding.Severity.ShouldBe(Severity.Problem);
        finding.Advice.ShouldContain(advice);
    }

    [Fact]
    public void A_folder_that_is_no_board_has_advice_for_everything_that_is_wrong()
    {
        using var empty = new EmptyFolder();
        var findings = new BoardDoctor(BoardCatalog.PynqZ1, new ZynqOptions { Files = new BoardFiles(empty.Path) }, isRoot: false).Examine();
        findings.Where(finding => finding.Severity == Severity.Problem).ShouldAllBe(finding => finding.Advice.Length > 0);
        Of(findings, "rights").Severity.ShouldBe(Severity.Problem);
    }

    [Fact]
    public void Small_buffers_a_failed_load_and_another_kernel_are_notes()
    {
        _board.Put($"{BoardPaths.DmaBuffers}/udmabuf0/size", "4096\n");
        _board.Put($"{BoardPaths.FpgaManager}/state", "write init error\n");
        _board.Put(BoardPaths.KernelRelease, "6.1.0-armhf\n");
        var findings = Examine();
        foreach (var check in (string[])["buffers", "fpga manager", "kernel", "interrupts"])
            Of(findings, check).Severity.ShouldBe(Severity.Note);
        findings.ShouldNotContain(finding => finding.Severity == Severity.Problem);
    }

    private Finding[] Examine() => [.. new BoardDoctor(BoardCatalog.PynqZ1, new ZynqOptions { Files = _board }, isRoot: true).Examine()];

    private static Finding Of(IEnumerable<Finding> findings, string check) => findings.Single(finding => finding.Check == check);

    private sealed class EmptyFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("fard-no-board-").FullName;

        public void Dispose() => Directory.Delete(Path);
    }
}
