using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;

namespace Fard.Hardware.Zynq.Configuration;

/// <summary>Collects the modules of a hardware hand-off that have registers. Numbers in it are decimal, or hexadecimal after <c>0x</c>.</summary>
internal static class HandoffKernels
{
    private const uint PageBytes = 4096, LargestRange = 16 << 20;

    public static ImmutableArray<HandoffKernel> Read(string file, XElement root)
    {
        var ranges = root.Descendants("MEMRANGE").Where(range => (string?)range.Attribute("MEMTYPE") == "REGISTER").ToLookup(range => Text(file, range, "INSTANCE"));
        var kernels = ImmutableArray.CreateBuilder<HandoffKernel>();
        foreach (var module in root.Descendants("MODULE"))
        {
            var registers = module.Element("ADDRESSBLOCKS")?.Elements("ADDRESSBLOCK").Elements("REGISTERS").Elements("REGISTER").ToArray() ?? [];
            if (registers.Length == 0)
                continue;
            var instance = Text(file, module, "INSTANCE");
            // A module that no processor reaches has registers but no address.
            var own = ranges[instance].ToArray();
            if (own.Length == 0)
                continue;
            if (own.Length > 1)
                throw new ConfigurationFormatException(file, $"{instance} has {own.Length} register ranges; expected 1.");
            kernels.Add(Kernel(file, module, instance, own[0], registers));
        }

        return kernels.ToImmutable();
    }

    private static HandoffKernel Kernel(string file, XElement module, string instance, XElement range, XElement[] registers)
    {
        var first = Number(file, range, "BASEVALUE");
        var last = Number(file, range, "HIGHVALUE");
        if (first % PageBytes != 0 || last > uint.MaxValue || last <= first || last - first >= LargestRange)
        {
            throw new ConfigurationFormatException(
                file, $"{instance} has its registers at 0x{first:x}..0x{last:x}; expected whole pages below 4 GiB, at most {LargestRange} bytes.");
        }

        var byteCount = (uint)(last - first + 1);
        var offsets = ImmutableDictionary.CreateBuilder<string, uint>(StringComparer.Ordinal);
        foreach (var register in registers)
        {
            var name = Text(file, register, "NAME");
            var property = register.Elements("PROPERTY").FirstOrDefault(property => (string?)property.Attribute("NAME") == "ADDRESS_OFFSET")
                ?? throw new ConfigurationFormatException(file, $"{instance}'s register {name} has no ADDRESS_OFFSET.");
            var offset = Number(file, property, "VALUE");
            if (offset % sizeof(uint) != 0 || offset > byteCount - sizeof(uint))
                throw new ConfigurationFormatException(file, $"{instance}'s register {name} has the offset {offset}; expected a multiple of 4 within its {byteCount} bytes.");
            if (!offsets.TryAdd(name, (uint)offset))
                throw new ConfigurationFormatException(file, $"{instance} has two registers {name}.");
        }

        return new HandoffKernel(file, instance, Text(file, module, "MODTYPE"), first, byteCount, offsets.ToImmutable(), Clock(file, module));
    }

    private static long? Clock(string file, XElement module)
    {
        var clock = module.Element("PORTS")?.Elements("PORT").FirstOrDefault(port => (string?)port.Attribute("SIGIS") == "clk" && port.Attribute("CLKFREQUENCY") is not null);
        return clock is null ? null : (long)Math.Min(Number(file, clock, "CLKFREQUENCY"), long.MaxValue);
    }

    private static string Text(string file, XElement element, string attribute) => element.Attribute(attribute)?.Value is { Length: > 0 } value
        ? value
        : throw new ConfigurationFormatException(file, $"a {element.Name.LocalName} has no {attribute}.");

    private static ulong Number(string file, XElement element, string attribute)
    {
        var text = Text(file, element, attribute);
        var isHexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var digits = isHexadecimal ? text.AsSpan(2) : text;
        return ulong.TryParse(digits, isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ConfigurationFormatException(file, $"{attribute} of a {element.Name.LocalName} is '{text}', no number.");
    }
}
