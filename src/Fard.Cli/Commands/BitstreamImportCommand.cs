using System.CommandLine;
using Fard.Cli.CommandLine;
using Fard.Hardware.Bitstreams.Importing;
using Fard.Hardware.Boards;

namespace Fard.Cli.Commands;

/// <summary><c>fard bitstream import</c>: a package from what BNN-PYNQ or FINN give.</summary>
internal static class BitstreamImportCommand
{
    public static Command Create(Terminal terminal, Option<DirectoryInfo> root)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A BNN-PYNQ parameter folder, or a FINN deployment folder (it has a driver.py)." };
        var name = new Option<string?>("--name") { Description = "The package's name; made from the folder's without it.", HelpName = "NAME" };
        var network = new Option<string?>("--network") { Description = "The network; a BNN-PYNQ folder is named by it.", HelpName = "NAME" };
        var board = new Option<string>("--board") { Description = "The board that it is for.", DefaultValueFactory = _ => BoardCatalog.PynqZ1.Name, HelpName = "NAME" };
        var bit = new Option<FileInfo?>("--bit") { Description = "BNN-PYNQ: the overlay's .bit file, for real boards.", HelpName = "FILE" };
        var hwh = new Option<FileInfo?>("--hwh") { Description = "BNN-PYNQ: the overlay's .hwh file.", HelpName = "FILE" };
        var provenance = new Option<string?>("--provenance") { Description = "Where it comes from.", HelpName = "TEXT" };
        var json = CommonOptions.Json();
        var command = new Command("import", "Makes a package of a BNN-PYNQ parameter folder or a FINN deployment folder, and checks it.")
        {
            folder, name, network, board, bit, hwh, provenance, root, json,
        };
        command.SetAction(parse =>
        {
            var source = parse.GetRequiredValue(folder).FullName;
            var request = new ImportRequest(source, parse.GetRequiredValue(root).FullName, BoardCatalog.Find(parse.GetRequiredValue(board)))
            {
                Name = parse.GetValue(name),
                Network = parse.GetValue(network),
                BitFile = parse.GetValue(bit)?.FullName,
                HwhFile = parse.GetValue(hwh)?.FullName,
                Provenance = parse.GetValue(provenance),
            };
            var package = FinnImport.Recognises(source) ? FinnImport.Import(request) : BnnPynqImport.Import(request);
            PackageRow.Of(package).Write(terminal, parse.GetValue(json), "imported");
            return ExitCodes.Success;
        });
        return command;
    }
}
