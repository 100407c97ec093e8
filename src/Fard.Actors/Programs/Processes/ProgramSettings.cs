using Fard.Programs;

namespace Fard.Actors.Programs.Processes;

/// <summary>How a board runs user programs (<c>fard.board.programs</c> in the configuration).</summary>
public sealed record ProgramSettings
{
    /// <summary>The Python interpreter: a command on the path, or a file.</summary>
    public string Python { get; init; } = "python3";

    /// <summary>Folder that holds the Python package <c>fard</c>.</summary>
    public string PythonPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "python");

    /// <summary>Where the sockets' folders are made; a socket's path may have about 100 bytes.</summary>
    public string SocketFolder { get; init; } = Path.GetTempPath();

    /// <summary>How long a program may take from its start to its hello.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a program's set-up may take.</summary>
    public TimeSpan SetupTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a program may take over one event; it hangs when it takes longer.</summary>
    public TimeSpan EventTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a job's program may take over the chunk that it computes.</summary>
    public TimeSpan ChunkTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one call of a task's <c>run()</c> may take; null: as long as it likes.</summary>
    public TimeSpan? RunTimeout { get; init; }

    /// <summary>A task's program is asked so often whether it lives.</summary>
    public TimeSpan BeatInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A task's program that has not answered for so long hangs.</summary>
    public TimeSpan BeatTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a program may take after SIGTERM before it gets SIGKILL.</summary>
    public TimeSpan TerminateGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest body of a frame in bytes.</summary>
    public int MaxBody { get; init; } = 16 << 20;

    /// <summary>Most requests of one program without an answer; one more is a flood.</summary>
    public int MaxRequests { get; init; } = 64;

    /// <summary>Chunks that a job's program may have at once: the next one waits in its socket while it computes one.</summary>
    public int ChunksInFlight { get; init; } = 4;

    /// <summary>Lines of output a second that are logged; what is more is counted and dropped.</summary>
    public int LogLinesPerSecond { get; init; } = 200;

    /// <summary>The clock of all this.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
