using Fard.Hardware.Accelerators.Pacing;
using Fard.Hardware.Bitstreams;

namespace Fard.Hardware.Accelerators;

/// <summary>Lets an emulated board behave in modelled time.</summary>
/// <param name="Timing">The modelled timing of a package's kernel, asked for when it is loaded.</param>
/// <param name="Pacer">The clock; belongs to the one accelerator that it is given to and is disposed with it.</param>
public sealed record EmulatedPacing(Func<BitstreamPackage, KernelTiming> Timing, IPacer Pacer);
