namespace Fard.Hardware.Tests.Zynq.Configuration;

/// <summary>Makes hardware hand-offs with one kernel.</summary>
internal static class SmallHandoff
{
    private static readonly string[] HlsRegisters = ["CTRL", "source_1", "source_2", "destination_1", "destination_2", "mode", "images"];

    private static readonly Dictionary<string, uint> Offsets = new()
    {
        ["CTRL"] = 0x00,
        ["source_1"] = 0x10,
        ["source_2"] = 0x14,
        ["destination_1"] = 0x1c,
        ["destination_2"] = 0x20,
        ["mode"] = 0x28,
        ["images"] = 0x30,
    };

    /// <summary>A hand-off for a 7z020 whose kernel has Fard's registers, or those that are named.</summary>
    public static string Of(string kernelType, params string[] registers) =>
        $"""
        <?xml version="1.0"?>
        <EDKSYSTEM VIVADOVERSION="2020.1">
          <SYSTEMINFO DEVICE="7z020"/>
          <MODULES>
            <MODULE INSTANCE="kernel_0" MODTYPE="{kernelType}">
              <ADDRESSBLOCKS><ADDRESSBLOCK><REGISTERS>
                {string.Concat((registers.Length == 0 ? HlsRegisters : registers).Select(Register))}
              </REGISTERS></ADDRESSBLOCK></ADDRESSBLOCKS>
            </MODULE>
            <MODULE INSTANCE="ps7" MODTYPE="processing_system7">
              <MEMORYMAP><MEMRANGE INSTANCE="kernel_0" MEMTYPE="REGISTER" BASEVALUE="0x43C00000" HIGHVALUE="0x43C0FFFF"/></MEMORYMAP>
            </MODULE>
          </MODULES>
        </EDKSYSTEM>
        """;

    private static string Register(string name) => $"""<REGISTER NAME="{name}"><PROPERTY NAME="ADDRESS_OFFSET" VALUE="{Offsets[name]}"/></REGISTER>""";
}
