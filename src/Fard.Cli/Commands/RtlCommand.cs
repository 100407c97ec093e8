using System.CommandLine;
using Fard.Cli.CommandLine;
using Fard.Cli.Installation;
using Fard.Cli.Rtl;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Rtl.Generation;
using Fard.Hardware.Rtl.Simulation;
using Fard.Hardware.Rtl.Synthesis;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Cli.Commands;

/// <summary><c>fard rtl</c>: Verilog for a layer range, its simulation and its synthesis with open tools.</summary>
internal static class RtlCommand
{
    private const int DeepestFifo = 1 << 16;

    public static Command Create(Terminal terminal) => new("rtl", "Generates, simulates and synthesises kernels in Verilog.")
    {
        CreateGenerate(terminal),
        CreateSimulate(terminal),
        CreateSynthesize(terminal),
    };

    private static Command CreateGenerate(Terminal terminal)
    {
        var (package, layers, pixels, windows) = (Package(), Layers(), PixelDepth(), WindowDepth());
        var folder = new Option<DirectoryInfo>("--out") { Description = "The folder to write into.", Required = true, HelpName = "DIR" };
        var parameters = new Option<bool>("--parameters") { Description = "Write the parameters for $readmemh too: the kernel has them from power-up on." };
        var command = new Command("generate", "Writes the Verilog of a kernel.") { package, layers, folder, parameters, pixels, windows };
        command.SetAction(parse =>
        {
            var (loaded, path) = (Load(parse.GetRequiredValue(package), parse.GetValue(layers)), parse.GetRequiredValue(folder).FullName);
            var options = new RtlOptions { PixelDepth = parse.GetValue(pixels), WindowDepth = parse.GetValue(windows) };
            if (parse.GetValue(parameters))
            {
                options = options with { ParameterFiles = path + Path.DirectorySeparatorChar };
                Directory.CreateDirectory(path);
                RtlParameterFiles.Write(options.ParameterFiles, loaded.Parameters, loaded.Range);
            }

            var kernel = new RtlKernel(loaded.Parameters.Network, loaded.Range, options);
            var files = kernel.WriteTo(path);
            terminal.RawOutput.WriteLine($"wrote {files.Length} Verilog files to {path}; the top module is {kernel.Name}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command CreateSimulate(Terminal terminal)
    {
        var (package, layers, pixels, windows, json) = (Package(), Layers(), PixelDepth(), WindowDepth(), CommonOptions.Json());
        var images = CommonOptions.Number("--images", "Images to run, in one start; a steady state needs some more than the range has layers.", 4, 1, 10_000);
        var search = new Option<bool>("--search-depths") { Description = "Find the smallest FIFO depths that reach the interval of deep ones." };
        var deepest = CommonOptions.Number("--deepest", "How deep the search makes a FIFO.", 512, 2, DeepestFifo);
        var cache = new Option<DirectoryInfo>("--cache")
        {
            Description = "Where built simulations are kept.",
            DefaultValueFactory = _ => new DirectoryInfo(new RtlSimulationOptions().CacheFolder),
            HelpName = "DIR",
        };
        var command = new Command("simulate", "Simulates a kernel cycle by cycle with Verilator; results are compared bit for bit.")
        {
            package, layers, images, search, deepest, pixels, windows, cache, json,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var loaded = Load(parse.GetRequiredValue(package), parse.GetValue(layers));
            var options = new RtlSimulationOptions
            {
                CacheFolder = parse.GetRequiredValue(cache).FullName,
                Kernel = new RtlOptions { PixelDepth = parse.GetValue(pixels), WindowDepth = parse.GetValue(windows) },
            };
            var input = RtlInput.Create(loaded.Parameters, loaded.Range, parse.GetValue(images));
            if (parse.GetValue(search))
            {
                if (parse.GetValue(images) < 2)
                    throw new CliException("an interval needs at least 2 images.", "Give --images 2 or more; 8 is a good number.", ExitCodes.Usage);
                var found = await FifoDepthSearch.SearchAsync(
                    loaded.Parameters, loaded.Range, input, parse.GetValue(deepest), tolerance: 0, options,
                    trial => terminal.RawError.WriteLine($"simulation {trial.Number}: {trial.Interval:f0} cycles per image"), cancellationToken).ConfigureAwait(false);
                RtlReports.Print(terminal, found, parse.GetValue(json));
            }
            else
            {
                var report = await RtlMeasurement.MeasureAsync(loaded.Parameters, loaded.Range, input, options, cancellationToken).ConfigureAwait(false);
                RtlReports.Print(terminal, report, parse.GetValue(json));
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static Command CreateSynthesize(Terminal terminal)
    {
        var (layers, pixels, windows, json) = (Layers(), PixelDepth(), WindowDepth(), CommonOptions.Json());
        var network = new Option<string>("--network") { Description = "The network.", DefaultValueFactory = _ => NetworkCatalog.CnvW2A2.Name, HelpName = "NAME" };
        var command = new Command("synthesize", "Synthesises a kernel with Yosys for the 7 series and counts resources: not Vivado's counts.")
        {
            network, layers, pixels, windows, json,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var description = NetworkCatalog.Find(parse.GetRequiredValue(network));
            var options = new RtlOptions { PixelDepth = parse.GetValue(pixels), WindowDepth = parse.GetValue(windows) };
            var kernel = new RtlKernel(description, LayerText.Parse(parse.GetValue(layers), description), options);
            var table = await new YosysSynthesis().RunAsync(
                kernel, null, withControl: true, row => terminal.RawError.WriteLine($"{row.Part}: {row.Counts.Lut} LUT"), cancellationToken).ConfigureAwait(false);
            RtlReports.Print(terminal, table, parse.GetValue(json));
            return ExitCodes.Success;
        });
        return command;
    }

    private static Option<string> Package() => new("--package")
    {
        Description = "The bitstream package whose network and parameters are taken.",
        DefaultValueFactory = _ => "cnvW2A2-cifar10",
        HelpName = "NAME",
    };

    private static Option<string?> Layers() => new("--layers") { Description = "A layer, or first-last; all without it.", HelpName = "A-B" };

    private static Option<int> PixelDepth() =>
        CommonOptions.Number("--pixel-depth", "Words of the FIFO in front of each layer.", RtlOptions.Default.PixelDepth, 2, DeepestFifo);

    private static Option<int> WindowDepth() =>
        CommonOptions.Number("--window-depth", "Words of the FIFO behind each sliding window.", RtlOptions.Default.WindowDepth, 2, DeepestFifo);

    private static (NetworkParameters Parameters, LayerRange Range) Load(string name, string? layers)
    {
        var package = new BitstreamStore(InstalledFiles.Bitstreams).Load(name);
        return (ParameterFolder.Load(package.Network, package.ParameterFolder), layers is null ? package.Layers : LayerText.Parse(layers, package.Network));
    }
}
