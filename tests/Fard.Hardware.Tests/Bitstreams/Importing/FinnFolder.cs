using Fard.Hardware.Tests.Zynq.Configuration;

namespace Fard.Hardware.Tests.Bitstreams.Importing;

/// <summary>A deployment folder as FINN writes it, with a made-up accelerator.</summary>
internal sealed class FinnFolder : IDisposable
{
    public const string Script = """
        # dictionary describing the I/O of the FINN-generated accelerator
        io_shape_dict = {
            # FINN DataType for input and output tensors
            "idt" : [DataType['UINT8']],
            "odt" : [DataType['UINT8']],
            # shapes for input and output tensors (NHWC layout)
            "ishape_normal" : [(1, 32, 32, 3)],
            "oshape_normal" : [(1, 1)],
            "ishape_folded" : [(1, 32, 32, 1, 3)],
            "oshape_folded" : [(1, 1, 1)],
            "ishape_packed" : [(1, 32, 32, 1, 3)],
            "oshape_packed" : [(1, 1, 1)],
            "input_dma_name" : ['idma0'],
            "output_dma_name" : ['odma0'],
            "number_of_external_weights": 0,
            "num_inputs" : 1,
            "num_outputs" : 1,
        }
        """;

    public FinnFolder()
    {
        Write("deploy/driver/driver.py", Script);
        Write("deploy/driver/runtime_weights/1_0_MatrixVectorActivation_0.dat", "0badcafe\n12\n\nffffffff\n");
        Write("deploy/bitfile/finn-accel.hwh", Handoff("idma0", "odma0"));
        Directory.CreateDirectory(Path.Combine(Folder, "bitfile"));
        File.WriteAllBytes(BitPath, SmallBit.File(words: SmallBit.Words()));
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("fard-finn-").FullName;

    public string Folder => Path.Combine(Root, "deploy");

    public string BitPath => Path.Combine(Folder, "bitfile", "finn-accel.bit");

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, path))!);
        File.WriteAllText(Path.Combine(Root, path), text);
    }

    /// <summary>A hand-off with movers of these names.</summary>
    public static string Handoff(params string[] movers) => $"""
        <?xml version="1.0"?>
        <EDKSYSTEM VIVADOVERSION="2020.1">
          <SYSTEMINFO DEVICE="7z020"/>
          <MODULES>
            {string.Concat(movers.Select(Mover))}
            <MODULE INSTANCE="zynq_ps" MODTYPE="processing_system7">
              <MEMORYMAP>{string.Concat(movers.Select((mover, index) => $"<MEMRANGE INSTANCE=\"{mover}\" MEMTYPE=\"REGISTER\" BASEVALUE=\"0x4000{index}000\" HIGHVALUE=\"0x4000{index}FFF\"/>"))}</MEMORYMAP>
            </MODULE>
          </MODULES>
        </EDKSYSTEM>
        """;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string Mover(string name) => $"""
        <MODULE INSTANCE="{name}" MODTYPE="{name}">
          <PORTS><PORT NAME="ap_clk" SIGIS="clk" CLKFREQUENCY="100000000"/></PORTS>
          <ADDRESSBLOCKS><ADDRESSBLOCK><REGISTERS>{Register("CTRL", 0)}{Register(name == "idma0" ? "in0_V_1" : "out_V_1", 16)}{Register(name == "idma0" ? "in0_V_2" : "out_V_2", 20)}{Register("numReps", 28)}</REGISTERS></ADDRESSBLOCK></ADDRESSBLOCKS>
        </MODULE>
        """;

    private static string Register(string name, int offset) => $"""<REGISTER NAME="{name}"><PROPERTY NAME="ADDRESS_OFFSET" VALUE="{offset}"/></REGISTER>""";
}
