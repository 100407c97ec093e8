namespace Fard.Programs;

/// <summary>Runs user programs of one language: the seam between a board and whatever executes code on it.</summary>
public interface IProgramRuntime
{
    /// <summary>Name for people, such as <c>dotnet</c> or <c>python</c>.</summary>
    string Name { get; }

    /// <summary>Whether it runs programs with this main file; decided by its ending.</summary>
    bool Runs(string mainFile);

    /// <summary>The program of one replica of a task; nothing is started yet.</summary>
    /// <exception cref="ProgramException">The program cannot be what the application says; the message says why.</exception>
    ITaskProgram CreateTask(ProgramSource source);

    /// <summary>The program of one position of a job; nothing is started yet.</summary>
    /// <exception cref="ProgramException">The program cannot be what the application says; the message says why.</exception>
    IJobProgram CreateJob(ProgramSource source);
}

/// <summary>Where a user program is and what it may use.</summary>
/// <param name="ApplicationId">The instance of the application, or for a job the application's name.</param>
/// <param name="Name">Name of the task or job.</param>
/// <param name="PeerId">The replica that it is.</param>
/// <param name="Folder">Folder with the application's files on this board, absolute; read only.</param>
/// <param name="MainFile">The main file, relative to <paramref name="Folder"/>, with <c>/</c> between its parts.</param>
/// <param name="Configuration">What the application's file says of the task or job below <c>config</c>, as JSON; <c>{}</c> where it says nothing.</param>
/// <param name="Limits">What it may use.</param>
public sealed record ProgramSource(
    string ApplicationId, string Name, string PeerId, string Folder, string MainFile, string Configuration, ProgramLimits Limits)
{
    /// <summary>Whether the program is to run in a process of its own, where its runtime leaves a choice.</summary>
    public bool OwnProcess { get; init; }
}

/// <summary>What a program may use. A runtime that cannot enforce a limit says so in its log.</summary>
/// <param name="CpuMilli">Thousandths of a core; 0: unlimited.</param>
/// <param name="MemoryBytes">Bytes of memory; 0: unlimited.</param>
/// <param name="Grace">How long it may take to stop when asked to; after that it is ended by force.</param>
public sealed record ProgramLimits(int CpuMilli, long MemoryBytes, TimeSpan Grace);
