using System.Collections.Immutable;

namespace Fard.Hardware.Zynq.Configuration;

/// <summary>A module with registers.</summary>
/// <param name="File">The hand-off that it is from, for errors.</param>
/// <param name="Instance">Its name in the design.</param>
/// <param name="Type">What it is an instance of: the HLS top function.</param>
/// <param name="BaseAddress">Physical address of its registers.</param>
/// <param name="AddressRange">Bytes that belong to it from there.</param>
/// <param name="Registers">Byte offset of each register by its name; each lies within the range.</param>
/// <param name="ClockHertz">Frequency of its clock, or null where that is not stated.</param>
public sealed record HandoffKernel(
    string File, string Instance, string Type, ulong BaseAddress, uint AddressRange, ImmutableDictionary<string, uint> Registers, long? ClockHertz)
{
    /// <summary>The offset of a register.</summary>
    /// <exception cref="ConfigurationFormatException">There is none of that name.</exception>
    public uint Register(string name) => Registers.TryGetValue(name, out var offset)
        ? offset
        : throw new ConfigurationFormatException(
            File, $"{Instance} has no register {name}; it has {string.Join(", ", Registers.OrderBy(register => register.Value).Select(register => register.Key))}.");
}
