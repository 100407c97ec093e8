using System.Text;
using Fard.Hardware.Boards;
using Fard.Hardware.Zynq.Configuration;
using Fard.Networks.Tests.SharedData;

namespace Fard.Hardware.Tests.Zynq.Configuration;

public class HardwareHandoffSpec
{
    private const string Small =
        """
        <?xml version="1.0"?>
        <EDKSYSTEM VIVADOVERSION="2020.1">
          <SYSTEMINFO DEVICE="7z020"/>
          <MODULES>
            <MODULE INSTANCE="kernel_0" MODTYPE="kernel">
              <ADDRESSBLOCKS><ADDRESSBLOCK><REGISTERS>
                <REGISTER NAME="CTRL"><PROPERTY NAME="ADDRESS_OFFSET" VALUE="0"/></REGISTER>
                <REGISTER NAME="images"><PROPERTY NAME="ADDRESS_OFFSET" VALUE="0x30"/></REGISTER>
              </REGISTERS></ADDRESSBLOCK></ADDRESSBLOCKS>
              <PORTS><PORT NAME="ap_clk" SIGIS="clk" CLKFREQUENCY="142857132"/></PORTS>
            </MODULE>
            <MODULE INSTANCE="ps7" MODTYPE="processing_system7">
              <MEMORYMAP>
                <MEMRANGE INSTANCE="kernel_0" MEMTYPE="REGISTER" BASEVALUE="0x43C00000" HIGHVALUE="0x43C0FFFF"/>
              </MEMORYMAP>
            </MODULE>
          </MODULES>
        </EDKSYSTEM>
        """;

    [SharedDataFact]
    public void Reads_the_overlay()
    {
        var handoff = HardwareHandoff.Load(Overlay.Hwh);
        (handoff.Device, handoff.VivadoVersion).ShouldBe(("7z020", "2019.2"));
        BoardFit.Check(handoff, BoardCatalog.PynqZ1);
        var kernel = handoff.Kernel("BlackBoxJam");
        (kernel.Instance, kernel.BaseAddress, kernel.AddressRange, kernel.ClockHertz).ShouldBe(("BlackBoxJam_0", 0x43C0_0000ul, 0x1_0000u, 100_000_000L));
        kernel.Registers.Count.ShouldBe(16);
        (kernel.Register("CTRL"), kernel.Register("in_V_1"), kernel.Register("out_V_2"), kernel.Register("numReps")).ShouldBe((0x00u, 0x10u, 0x20u, 0x5cu));
    }

    [SharedDataFact]
    public void Every_shorter_overlay_is_refused()
    {
        var whole = File.ReadAllBytes(Overlay.Hwh);
        for (var length = 0; length < whole.Length - 16; length += 4999)
            Should.Throw<ConfigurationFormatException>(() => HardwareHandoff.Parse("short.hwh", whole[..length]));
    }

    [Fact]
    public void Reads_kernels_with_registers()
    {
        var kernel = Parse(Small).Kernels.ShouldHaveSingleItem();
        (kernel.Type, kernel.BaseAddress, kernel.Register("images"), kernel.ClockHertz).ShouldBe(("kernel", 0x43C0_0000ul, 0x30u, 142_857_132L));
        Should.Throw<ConfigurationFormatException>(() => kernel.Register("mode")).Message.ShouldEndWith("kernel_0 has no register mode; it has CTRL, images.");
    }

    [Fact]
    public void A_module_that_no_processor_reaches_is_no_kernel()
    {
        Parse(Small.Replace("INSTANCE=\"kernel_0\" MEMTYPE", "INSTANCE=\"other\" MEMTYPE", StringComparison.Ordinal)).Kernels.ShouldBeEmpty();
        Parse(Small.Replace("\"REGISTER\"", "\"MEMORY\"", StringComparison.Ordinal)).Kernels.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("EDKSYSTEM", "SYSTEM", "its root element is SYSTEM")]
    [InlineData("DEVICE=\"7z020\"", "", "names no device")]
    [InlineData("</MODULES>", "", "no XML that can be read")]
    [InlineData("VALUE=\"0x30\"", "VALUE=\"0x31\"", "register images has the offset 49; expected a multiple of 4 within its 65536 bytes")]
    [InlineData("VALUE=\"0x30\"", "VALUE=\"65536\"", "register images has the offset 65536")]
    [InlineData("VALUE=\"0x30\"", "VALUE=\"-4\"", "VALUE of a PROPERTY is '-4', no number")]
    [InlineData("VALUE=\"0x30\"", "VALUE=\"0xFFFFFFFFFFFFFFFFF\"", "no number")]
    [InlineData("ADDRESS_OFFSET\" VALUE=\"0x30", "SIZE\" VALUE=\"32", "register images has no ADDRESS_OFFSET")]
    [InlineData("NAME=\"images\"", "NAME=\"CTRL\"", "kernel_0 has two registers CTRL")]
    [InlineData("NAME=\"images\"", "", "a REGISTER has no NAME")]
    [InlineData("0x43C00000", "0x43C00004", "expected whole pages")]
    [InlineData("0x43C0FFFF", "0x143C0FFFF", "expected whole pages below 4 GiB")]
    [InlineData("0x43C0FFFF", "0x43BFFFFF", "expected whole pages")]
    [InlineData("0x43C0FFFF", "0x7FFFFFFF", "at most 16777216 bytes")]
    [InlineData("CLKFREQUENCY=\"142857132\"", "CLKFREQUENCY=\"fast\"", "'fast', no number")]
    public void Says_what_is_wrong(string found, string damaged, string expected)
    {
        Should.Throw<ConfigurationFormatException>(() => Parse(Small.Replace(found, damaged, StringComparison.Ordinal))).Message.ShouldContain(expected);
    }

    [Fact]
    public void Resolves_nothing_and_expands_nothing()
    {
        var entities = "<!DOCTYPE EDKSYSTEM [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><EDKSYSTEM>&a;</EDKSYSTEM>";
        Should.Throw<ConfigurationFormatException>(() => Parse(entities)).Message.ShouldContain("no XML that can be read");
    }

    [Fact]
    public void Lists_the_kernels_where_one_is_missing_or_built_for_another_part()
    {
        Should.Throw<ConfigurationFormatException>(() => Parse(Small).Kernel("other")).Message.ShouldEndWith("it has 0 kernels of the type other, expected 1. Kernels with registers: kernel_0 (kernel).");
        Should.Throw<ConfigurationFormatException>(() => BoardFit.Check(Parse(Small), BoardCatalog.Zc706)).Message.ShouldContain("zc706 has a xc7z045");
    }

    private static HardwareHandoff Parse(string text) => HardwareHandoff.Parse("small.hwh", Encoding.UTF8.GetBytes(text));
}
