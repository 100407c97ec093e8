using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Zynq.Configuration;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Bitstreams.Importing;

/// <summary>
/// Makes a package of a BNN-PYNQ parameter folder (<c>params/cifar10/cnvW2A2</c>), and of the overlay for it where its files are given: then real boards can
/// load it too.
/// </summary>
public static class BnnPynqImport
{
    private const string Parameters = "parameters";

    /// <exception cref="BitstreamPackageException">The network is not known, the overlay is not whole, or the package would not load.</exception>
    /// <exception cref="ParameterFormatException">A parameter file is missing or damaged.</exception>
    /// <exception cref="ConfigurationFormatException">The overlay is damaged, or for another board or kernel.</exception>
    public static BitstreamPackage Import(ImportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var source = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Source)));
        var network = NetworkOf(request, source);
        ParameterFolder.Load(network, source.FullName);
        var clock = CheckOverlay(request);

        using var draft = new PackageDraft(Path.GetFullPath(request.Root), request.Name ?? $"{network.Name}-{source.Parent?.Name}");
        foreach (var file in PackageFiles.ParameterNames(network))
            draft.Copy(Path.Combine(source.FullName, file), Parameters);
        if (request.BitFile is not null)
        {
            draft.Copy(request.BitFile);
            draft.Copy(request.HwhFile!);
        }

        return draft.Finish(new BitstreamContent(
            draft.Folder,
            network,
            // An overlay computes the whole network; without one the parameters do for any range.
            request.BitFile is null ? null : network.WholeRange,
            request.Board.Name,
            clock ?? request.Board.ClockHertz,
            request.Provenance ?? $"BNN-PYNQ parameters {source.Parent?.Name}/{source.Name}.")
        {
            Devices = request.BitFile is null ? DeviceKinds.WithoutBitstream : DeviceKinds.All,
            KernelInterface = request.BitFile is null ? KernelInterface.None : KernelInterface.BnnPynq,
            BitFile = Path.GetFileName(request.BitFile),
            HwhFile = Path.GetFileName(request.HwhFile),
        });
    }

    private static NetworkDescription NetworkOf(ImportRequest request, DirectoryInfo source)
    {
        if (request.Network is { } named)
            return NetworkCatalog.Find(named);
        // BNN-PYNQ names folders by network, with the platform behind it in some releases: cnvW2A2-pynqZ1-Z2.
        return NetworkCatalog.All.FirstOrDefault(network => source.Name.Split('-')[0].Equals(network.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new BitstreamPackageException(source.Name, $"the folder is not named by a network ({string.Join(", ", NetworkCatalog.All.Select(network => network.Name))}). Name the network.");
    }

    private static long? CheckOverlay(ImportRequest request)
    {
        if (request.BitFile is null && request.HwhFile is null)
            return null;
        if (request.BitFile is null || request.HwhFile is null)
            throw new BitstreamPackageException(request.Source, "an overlay is a .bit file and the .hwh file beside it. Give both, or neither.");
        BoardFit.Check(Zynq.Configuration.BitFile.Load(request.BitFile), request.Board);
        var handoff = HardwareHandoff.Load(request.HwhFile);
        BoardFit.Check(handoff, request.Board);
        var kernel = handoff.Kernel(BnnPynqRegisterMap.KernelType);
        BnnPynqRegisterMap.Of(kernel);
        return kernel.ClockHertz;
    }
}
