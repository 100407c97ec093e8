using Akka.Actor;
using Fard.Hardware.Accelerators;
using Fard.Networks.Description;

namespace Fard.Actors.Devices;

/// <summary>JobActor to DeviceActor: give me the FPGA with this bitstream loaded. Answered by <see cref="DeviceReady"/> or <see cref="DeviceRefused"/>.</summary>
/// <param name="Bitstream">Reference of the package.</param>
/// <param name="Network">The network that the package has to belong to.</param>
/// <param name="Layers">The layers that it has to compute.</param>
internal sealed record LoadBitstream(string Bitstream, string Network, LayerRange Layers) : INoSerializationVerificationNeeded;

/// <summary>TaskActor to DeviceActor: give me the FPGA, as it is. Answered as <see cref="LoadBitstream"/> is.</summary>
internal sealed record HoldDevice : INoSerializationVerificationNeeded
{
    public static readonly HoldDevice Instance = new();
}

/// <summary>The FPGA is the sender's until it says <see cref="ReleaseDevice"/>.</summary>
/// <param name="Counters">What the FPGA has done; null: nobody counts.</param>
internal sealed record DeviceReady(IAccelerator Accelerator, bool Reloaded, DeviceCounters? Counters = null) : INoSerializationVerificationNeeded;

/// <summary>DeviceActor to JobActor: the FPGA is the receiver's, and its bitstream is being loaded.</summary>
internal sealed record DeviceLoading : INoSerializationVerificationNeeded
{
    public static readonly DeviceLoading Instance = new();
}

/// <summary>The bitstream cannot be loaded.</summary>
internal sealed record DeviceRefused(string Reason) : INoSerializationVerificationNeeded;

/// <summary>JobActor to DeviceActor: no run of mine is in flight any more.</summary>
/// <param name="Failed">Whether the device failed: then the bitstream is loaded again before the next job.</param>
internal sealed record ReleaseDevice(bool Failed) : INoSerializationVerificationNeeded;

/// <summary>DeviceActor to BoardAgent: what is loaded now.</summary>
/// <param name="Loaded">Reference of the package; empty: none.</param>
internal sealed record DeviceLoaded(int Fpga, string Loaded) : INoSerializationVerificationNeeded;

/// <summary>DeviceActor to BoardAgent: whether the FPGA may have jobs.</summary>
/// <param name="Fault">Why it may not; empty: it may.</param>
internal sealed record DeviceHealth(int Fpga, string Fault) : INoSerializationVerificationNeeded;

/// <summary>DeviceActor to BoardAgent: a run of the holder does not end, although it was cut. The JobActor is to be given up.</summary>
internal sealed record DeviceStuck(int Fpga, IActorRef Holder, string Reason) : INoSerializationVerificationNeeded;
