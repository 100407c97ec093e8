using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Fard.Cli.CommandLine;
using Fard.Cli.Installation;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Boards;
using Fard.Hardware.Functions;
using Fard.Networks.Description;
using Spectre.Console;

namespace Fard.Cli.Commands;

/// <summary><c>fard bitstream</c>: the packages that boards load.</summary>
internal static class BitstreamCommand
{
    public static Command Create(Terminal terminal) => new("bitstream", "Lists, shows, verifies, packs, imports and pushes bitstream packages.")
    {
        CreateList(terminal),
        CreateShow(terminal),
        CreateVerify(terminal),
        CreatePack(terminal),
        BitstreamImportCommand.Create(terminal, Root()),
        BitstreamPushCommand.Create(terminal, Root()),
    };

    private static Option<DirectoryInfo> Root() => new("--root")
    {
        Description = "The folder that holds the packages.",
        DefaultValueFactory = _ => new DirectoryInfo(InstalledFiles.Bitstreams),
        HelpName = "DIR",
    };

    private static Command CreateList(Terminal terminal)
    {
        var (root, json) = (Root(), CommonOptions.Json());
        var command = new Command("list", "Lists the packages of a folder.") { root, json };
        command.SetAction(parse =>
        {
            var store = new BitstreamStore(parse.GetRequiredValue(root).FullName);
            var packages = store.Names.Select(name => PackageRow.Of(store.Load(name))).ToList();
            if (parse.GetValue(json))
                JsonOutput.Write(terminal.RawOutput, packages);
            else
                Print(terminal, packages);
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "A package: name, or name@first..last." };
        var (root, json) = (Root(), CommonOptions.Json());
        var command = new Command("show", "Shows all that a package says of itself, and where each figure comes from.") { name, root, json };
        command.SetAction(parse =>
        {
            var package = PackageDetails.Of(new BitstreamStore(parse.GetRequiredValue(root).FullName).Load(parse.GetRequiredValue(name)));
            if (parse.GetValue(json))
                JsonOutput.Write(terminal.RawOutput, package);
            else
                package.Print(terminal);
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command CreateVerify(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "A package: name, or name@first..last." };
        var (root, json) = (Root(), CommonOptions.Json());
        var command = new Command("verify", "Checks a package's manifest and the hash of every file.") { name, root, json };
        command.SetAction(parse =>
        {
            var row = PackageRow.Of(new BitstreamStore(parse.GetRequiredValue(root).FullName).Load(parse.GetRequiredValue(name)));
            if (parse.GetValue(json))
                JsonOutput.Write(terminal.RawOutput, row);
            else
                terminal.RawOutput.WriteLine($"{row.Name} is sound: {(row.Layers.Length == 0 ? row.Network : $"layers {row.Layers} of {row.Network}")} for {row.Board}, {row.ContentHash}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command CreatePack(Terminal terminal)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The package's folder, with a folder 'parameters' in it." };
        var network = new Option<string?>("--network") { Description = "The network that the parameters are of.", HelpName = "NAME" };
        var function = new Option<string?>("--function")
        {
            Description = $"What the kernel computes where it is no network: {string.Join(", ", FunctionCatalog.All.Select(known => known.Name))}.",
            HelpName = "NAME",
        };
        var board = new Option<string>("--board") { Description = "The board that it is for.", DefaultValueFactory = _ => "pynq-z1", HelpName = "NAME" };
        var version = new Option<string>("--package-version") { Description = "The package's version.", DefaultValueFactory = _ => "1", HelpName = "TEXT" };
        var provenance = new Option<string>("--provenance") { Description = "Where the parameters come from.", Required = true, HelpName = "TEXT" };
        var devices = new Option<string[]>("--devices")
        {
            Description = $"Kinds of device that can load it: {string.Join(", ", DeviceKinds.All)}. Without it: those that need no bitstream.",
            HelpName = "KIND",
            AllowMultipleArgumentsPerToken = true,
        };
        var layers = new Option<string?>("--layers") { Description = "The layers that its kernel computes, as first..last; any range without it.", HelpName = "RANGE" };
        var kernel = new Option<KernelInterface>("--kernel") { Description = "How a driver talks to the kernel of the bitstream.", HelpName = "INTERFACE", CustomParser = ParseInterface };
        var bit = new Option<string?>("--bit") { Description = "Name of the .bit file in the folder.", HelpName = "FILE" };
        var hwh = new Option<string?>("--hwh") { Description = "Name of the .hwh file in the folder.", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var command = new Command("pack", "Writes the manifest of a package whose files are in its folder, and checks it.")
        {
            folder, network, function, board, version, provenance, devices, layers, kernel, bit, hwh, json,
        };
        command.SetAction(parse =>
        {
            var description = BoardCatalog.Find(parse.GetRequiredValue(board));
            var content = Content(parse.GetRequiredValue(folder).FullName, parse.GetValue(network), parse.GetValue(function), description, parse.GetRequiredValue(provenance));
            content = content with
            {
                Layers = parse.GetValue(layers) is { } range ? BitstreamReference.Parse($"package@{range}").Layers : null,
                Version = parse.GetRequiredValue(version),
                Devices = parse.GetValue(devices) is { Length: > 0 } kinds ? [.. kinds] : content.Devices,
                KernelInterface = parse.GetValue(kernel),
                BitFile = parse.GetValue(bit),
                HwhFile = parse.GetValue(hwh),
            };
            var package = BitstreamPacker.Pack(content);
            PackageRow.Of(package).Write(terminal, parse.GetValue(json), "packed");
            return ExitCodes.Success;
        });
        return command;
    }

    private static BitstreamContent Content(string folder, string? network, string? function, BoardDescription board, string provenance) => (network, function) switch
    {
        ({ } name, null) => new BitstreamContent(folder, NetworkCatalog.Find(name), null, board.Name, board.ClockHertz, provenance),
        (null, { } name) when FunctionCatalog.TryFind(name) is { } known => BitstreamContent.Of(folder, known, board.Name, board.ClockHertz, provenance),
        (null, { } name) => throw new CliException(
            $"There is no function '{name}'.", $"There are {string.Join(", ", FunctionCatalog.All.Select(known => known.Name))}.", ExitCodes.Usage),
        _ => throw new CliException("A package is of a network or of a function.", "Give --network NAME, or --function NAME.", ExitCodes.Usage),
    };

    private static KernelInterface ParseInterface(ArgumentResult result)
    {
        try
        {
            return JsonSerializer.Deserialize<KernelInterface>(JsonSerializer.Serialize(result.Tokens.Single().Value));
        }
        catch (JsonException)
        {
            var known = Enum.GetValues<KernelInterface>().Select(value => JsonSerializer.Serialize(value).Trim('"'));
            result.AddError($"--kernel is one of {string.Join(", ", known)}, not '{result.Tokens.Single().Value}'.");
            return KernelInterface.None;
        }
    }

    private static void Print(Terminal terminal, IEnumerable<PackageRow> packages)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("package", "network", "layers", "board", "devices", "version", "content");
        foreach (var p in packages)
            table.AddRow(p.Name, p.Network, p.Layers, p.Board, string.Join(", ", p.Devices), p.Version, p.ContentHash[..12]);
        terminal.Output.Write(table);
    }
}
