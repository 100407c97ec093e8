namespace Fard.Actors.Programs.Processes.Protocol;

/// <summary>
/// What a frame says: between a board and a user program, or between a client's bridge to the cluster and the program that uses it
/// (docs/user-programs.md). The numbers are on the wire: never change one.
/// </summary>
internal enum ProgramFrameType : byte
{
    /// <summary>Program: version and secret. The first frame.</summary>
    Hello = 1,

    /// <summary>Program: its set-up has ended.</summary>
    Ready = 2,

    /// <summary>Program: fire an event. Answered.</summary>
    Fire = 3,

    /// <summary>Program: put out data. Answered.</summary>
    Output = 4,

    /// <summary>Program: which peers are up? Answered.</summary>
    Peers = 5,

    /// <summary>Program: a line for the log.</summary>
    Log = 6,

    /// <summary>Program: load a bitstream package on the FPGA. Answered.</summary>
    Load = 7,

    /// <summary>Program: run the loaded kernel. Answered.</summary>
    Run = 8,

    /// <summary>Program: the result of a chunk.</summary>
    ChunkDone = 9,

    /// <summary>Program: an event was handled.</summary>
    Handled = 10,

    /// <summary>Program: the answer to <see cref="Ping"/>.</summary>
    Pong = 11,

    /// <summary>Program: it cannot go on; the reason with the place in the program. The last frame.</summary>
    Crash = 12,

    /// <summary>Program: it has stopped. The last frame.</summary>
    Stopped = 13,

    /// <summary>Client: do something. Answered.</summary>
    Call = 32,

    /// <summary>Client: a piece of the images of a job.</summary>
    JobData = 33,

    /// <summary>Client: nobody waits for a call any more.</summary>
    Cancel = 34,

    /// <summary>Board: who the program is, and its configuration. The answer to <see cref="Hello"/>.</summary>
    Welcome = 65,

    /// <summary>Board: an event for the task.</summary>
    Event = 66,

    /// <summary>Board: the answer to a request.</summary>
    Answer = 67,

    /// <summary>Board: a chunk to compute.</summary>
    Chunk = 68,

    /// <summary>Board: is anybody there?</summary>
    Ping = 69,

    /// <summary>Board: stop.</summary>
    Stop = 70,

    /// <summary>Board: the program did something that it must not do, or was too slow, and is ended; the reason. The last frame.</summary>
    Refuse = 71,

    /// <summary>Bridge: results of a job's images.</summary>
    Results = 96,
}
