using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Devices;
using Fard.Actors.Tasks;
using Fard.Hardware.Accelerators;

namespace Fard.Actors.Boards;

/// <summary>What a BoardAgent needs of its board.</summary>
/// <param name="Name">Name of this one board, unique in the cluster.</param>
/// <param name="BoardType">Name of its board description.</param>
/// <param name="Accelerators">Its FPGAs.</param>
/// <param name="Bitstreams">Its bitstream packages.</param>
/// <param name="RegistrationRetry">An unanswered registration is repeated after this time.</param>
public sealed record BoardSetup(
    string Name,
    string BoardType,
    ImmutableArray<IAccelerator> Accelerators,
    IBitstreamSource Bitstreams,
    TimeSpan RegistrationRetry)
{
    /// <summary>When one of its devices counts as failed, and how it is brought back.</summary>
    public DeviceSettings Devices { get; init; } = new();

    /// <summary>What it offers to tasks.</summary>
    public TaskBoard Tasks { get; init; } = new();

    /// <summary>Takes events to the keys of keyed tasks, wherever they live.</summary>
    internal IActorRef Keys { get; init; } = ActorRefs.Nobody;

    /// <summary>How long a board that leaves lets its positions finish.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
