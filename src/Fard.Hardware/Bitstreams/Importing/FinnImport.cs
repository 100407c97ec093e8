using System.Globalization;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Zynq.Configuration;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Description;

namespace Fard.Hardware.Bitstreams.Importing;

/// <summary>
/// Makes a package of a deployment folder that FINN's <c>DEPLOYMENT_PACKAGE</c> output is: <c>driver.py</c> (it says what tensors the accelerator takes and gives),
/// one .bit and one .hwh file in <c>bitfile/</c>, and <c>runtime_weights/</c> where the accelerator has weights that are written at run time.
/// </summary>
/// <remarks>
/// The layout is that of FINN's command-line flow (finn.readthedocs.io, "Command Line Entry", output products): <c>driver/</c> and <c>bitfile/</c> below one folder.
/// An accelerator with several inputs or outputs, or with external weights in memory, is refused: nothing here drives one.
/// </remarks>
public static class FinnImport
{
    private const string Weights = "runtime_weights";
    private const string Driver = "driver.py";

    /// <summary>Whether a folder looks like a deployment folder.</summary>
    public static bool Recognises(string folder) => FindDriver(folder) is not null;

    /// <exception cref="BitstreamPackageException">A part is missing or there several times, or is of a kind that nothing here drives.</exception>
    /// <exception cref="ConfigurationFormatException">The .bit or .hwh file is damaged, or for another board.</exception>
    public static BitstreamPackage Import(ImportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var source = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Source));
        var name = request.Name ?? Path.GetFileName(source);
        var driver = FindDriver(source) ?? throw new BitstreamPackageException(name, $"{source} has no {Driver}: it is no deployment folder of FINN.");
        var network = NetworkCatalog.Find(request.Network ?? throw new BitstreamPackageException(name, "FINN's files do not name the network. Name the one that it was made from."));
        var tensors = FinnDriverScript.Read(name, File.ReadAllText(driver));
        if (tensors.InputBytes != network.StreamBefore(0).BytesPerImage)
            throw new BitstreamPackageException(name, $"the accelerator takes {tensors.InputBytes} bytes an image, and {network.Name} has {network.StreamBefore(0).BytesPerImage}. Name the network that it was made from.");

        var (bit, hwh) = (FindOne(name, source, ".bit"), FindOne(name, source, ".hwh"));
        BoardFit.Check(BitFile.Load(bit), request.Board);
        var clock = CheckMovers(name, hwh, request);
        var weights = FindWeights(name, source, Path.GetDirectoryName(driver)!);

        using var draft = new PackageDraft(Path.GetFullPath(request.Root), name);
        draft.Copy(bit);
        draft.Copy(hwh);
        Directory.CreateDirectory(Path.Combine(draft.Folder, Weights));
        foreach (var file in weights)
            draft.Copy(file, Weights);
        return draft.Finish(new BitstreamContent(
            draft.Folder, network, network.WholeRange, request.Board.Name, clock ?? request.Board.ClockHertz, request.Provenance ?? $"FINN deployment folder {Path.GetFileName(source)}.")
        {
            ParameterFolder = Weights,
            Devices = [DeviceKinds.Zynq],
            KernelInterface = KernelInterface.Finn,
            Finn = tensors,
            BitFile = Path.GetFileName(bit),
            HwhFile = Path.GetFileName(hwh),
        });
    }

    private static string? FindDriver(string source) =>
        ((string[])[Path.Combine(source, Driver), Path.Combine(source, "driver", Driver)]).FirstOrDefault(File.Exists);

    private static string FindOne(string package, string source, string extension)
    {
        var folder = ((string[])[Path.Combine(source, "bitfile"), source]).First(Directory.Exists);
        var found = Directory.GetFiles(folder, $"*{extension}");
        return found.Length == 1 ? found[0] : throw new BitstreamPackageException(package, $"{folder} has {found.Length} {extension} files; expected 1.");
    }

    private static long? CheckMovers(string package, string hwh, ImportRequest request)
    {
        var handoff = HardwareHandoff.Load(hwh);
        BoardFit.Check(handoff, request.Board);
        long? clock = null;
        foreach (var instance in (string[])[FinnRegisterMap.InputInstance, FinnRegisterMap.OutputInstance])
        {
            if (handoff.Kernels.FirstOrDefault(kernel => kernel.Instance == instance) is { } mover)
            {
                FinnRegisterMap.Of(mover);
                clock = mover.ClockHertz;
            }
            else if (!File.ReadAllText(hwh).Contains($"INSTANCE=\"{instance}\"", StringComparison.Ordinal))
            {
                // A mover may be there without its registers' names, which are FINN's own then.
                throw new BitstreamPackageException(package, $"{hwh} has no {instance}: it is no accelerator that FINN made for a Zynq board.");
            }
        }

        return clock;
    }

    private static string[] FindWeights(string package, string source, string driverFolder)
    {
        var folder = ((string[])[Path.Combine(driverFolder, Weights), Path.Combine(source, Weights)]).FirstOrDefault(Directory.Exists);
        if (folder is null)
            return [];
        var files = Directory.GetFiles(folder);
        if (Array.Find(files, file => Path.GetExtension(file) == ".npy") is { } external)
            throw new BitstreamPackageException(package, $"{Path.GetFileName(external)} holds external weights, which the accelerator reads from memory; such accelerators are not supported.");
        foreach (var file in files.Where(file => Path.GetExtension(file) == ".dat"))
            CheckWeights(package, file);
        return [.. files.Where(file => Path.GetExtension(file) == ".dat").Order(StringComparer.Ordinal)];
    }

    // FINN names them partition_layer_node.dat: the partition's registers take the words.
    private static void CheckWeights(string package, string file)
    {
        var name = Path.GetFileName(file);
        if (name.Split('_') is not [var partition, var layer, _, ..] || !int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out _) || !int.TryParse(layer, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new BitstreamPackageException(package, $"{name} is not named as FINN names runtime weights (partition_layer_node.dat).");
        if (new FileInfo(file).Length > PackageFiles.MaxFileBytes)
            throw new BitstreamPackageException(package, $"{name} has more than {PackageFiles.MaxFileBytes} bytes.");
        foreach (var (index, line) in File.ReadLines(file).Index())
        {
            var word = line.AsSpan().Trim();
            if (word.Length > 8 || (word.Length > 0 && !uint.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)))
                throw new BitstreamPackageException(package, $"line {index + 1} of {name} is '{word[..Math.Min(16, word.Length)]}'; expected up to 8 hexadecimal digits.");
        }
    }
}
