namespace Fard.Actors.Jobs;

/// <summary>Why a job gave no result. The numbers travel between members: never change one.</summary>
public enum JobFailure
{
    /// <summary>The node manager knows no application of that name.</summary>
    UnknownApplication = 1,

    /// <summary>Every fitting board is busy, and the queue is full or the wait was too long.</summary>
    NoFreeBoard = 2,

    /// <summary>No registered board can run one of the positions, busy or not.</summary>
    NoFittingBoard = 3,

    /// <summary>The images have not the size that the network takes.</summary>
    WrongImageSize = 4,

    /// <summary>The job has no image.</summary>
    NoImages = 5,

    /// <summary>The job has more images than the application accepts.</summary>
    TooManyImages = 6,

    /// <summary>A board, or the JobActor on it, was lost while the job ran.</summary>
    BoardLost = 7,

    /// <summary>A device could not load its bitstream or failed in a run.</summary>
    DeviceFailed = 8,

    /// <summary>A data connection carried something that does not keep to the protocol.</summary>
    DataPlane = 9,

    /// <summary>The client cancelled the job or went away.</summary>
    Cancelled = 10,

    /// <summary>The job, or a step of it, took longer than it may.</summary>
    Deadline = 11,

    /// <summary>The node manager did not answer.</summary>
    NodeManagerLost = 12,
}
