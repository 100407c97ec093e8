using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;

namespace Fard.Hardware.Zynq.Configuration;

/// <summary>A hardware hand-off (.hwh) as Vivado writes it beside a .bit file: which kernels a design has, where their registers are, how they are clocked.</summary>
/// <param name="Name">Where it came from.</param>
/// <param name="Device">The part without <c>xc</c> and package, such as <c>7z020</c>.</param>
/// <param name="VivadoVersion">The version that wrote it.</param>
/// <param name="Kernels">The modules that have registers which the processor reaches.</param>
public sealed record HardwareHandoff(string Name, string Device, string VivadoVersion, ImmutableArray<HandoffKernel> Kernels)
{
    /// <summary>The longest file that is read, in bytes.</summary>
    public const int MaxBytes = 16 << 20;

    /// <exception cref="ConfigurationFormatException">It is missing or no hardware hand-off; the message says what is wrong.</exception>
    public static HardwareHandoff Load(string path) => Parse(path, ConfigurationFile.Read(path, MaxBytes));

    /// <exception cref="ConfigurationFormatException">It is no hardware hand-off; the message says what is wrong.</exception>
    public static HardwareHandoff Parse(string name, byte[] content)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxBytes };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content, writable: false), settings);
            var root = XDocument.Load(reader).Root!;
            if (root.Name.LocalName != "EDKSYSTEM")
                throw new ConfigurationFormatException(name, $"its root element is {root.Name.LocalName}; a hardware hand-off's is EDKSYSTEM.");
            var device = root.Element("SYSTEMINFO")?.Attribute("DEVICE")?.Value
                ?? throw new ConfigurationFormatException(name, "it names no device (SYSTEMINFO DEVICE).");
            return new HardwareHandoff(name, device, root.Attribute("VIVADOVERSION")?.Value ?? "unknown", HandoffKernels.Read(name, root));
        }
        catch (XmlException damage)
        {
            throw new ConfigurationFormatException(name, $"it is no XML that can be read: {damage.Message}", damage);
        }
    }

    /// <summary>The one kernel of a type.</summary>
    /// <exception cref="ConfigurationFormatException">There is none, or several; the message lists what there is.</exception>
    public HandoffKernel Kernel(string type)
    {
        var found = Kernels.Where(kernel => kernel.Type == type).ToArray();
        if (found.Length == 1)
            return found[0];
        var known = Kernels.IsEmpty ? "none" : string.Join(", ", Kernels.Select(kernel => $"{kernel.Instance} ({kernel.Type})"));
        throw new ConfigurationFormatException(Name, $"it has {found.Length} kernels of the type {type}, expected 1. Kernels with registers: {known}.");
    }
}
