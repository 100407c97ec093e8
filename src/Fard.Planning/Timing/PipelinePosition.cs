using Fard.Hardware.Accelerators;

namespace Fard.Planning.Timing;

/// <summary>One position of a modelled pipeline.</summary>
/// <param name="Timing">Its kernel's latency, interval and clock.</param>
/// <param name="InputBytes">Bytes of one image's input.</param>
/// <param name="OutputBytes">Bytes of one image's output.</param>
/// <param name="Replicas">Boards with that kernel; chunks are dealt over them in turn and go on in order.</param>
public sealed record PipelinePosition(KernelTiming Timing, int InputBytes, int OutputBytes, int Replicas = 1);
