using System.Collections.Immutable;

namespace Fard.Actors.Applications;

/// <summary>A task of an application: a user program that runs until it is killed, in one or more replicas.</summary>
/// <param name="Name">Name of the task; its peers are <c>name-0</c>, <c>name-1</c>, ...</param>
/// <param name="Program">The program.</param>
/// <param name="Count">Replicas of it.</param>
public sealed record TaskDescription(string Name, ProgramFile Program, int Count)
{
    /// <summary>Thousandths of a core that each replica takes of its board.</summary>
    public int CpuMilli { get; init; } = 100;

    /// <summary>Bytes of memory that each replica takes of its board; 0: it does not say, and is not limited.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Whether each replica holds an FPGA of its board.</summary>
    public bool Fpga { get; init; }

    /// <summary>Name of the board description that it needs; empty: any.</summary>
    public string BoardType { get; init; } = "";

    /// <summary>Name of the one board that will do; empty: any.</summary>
    public string BoardName { get; init; } = "";

    /// <summary>Cluster roles that the board's member has to have.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Whether no board may run two of its replicas.</summary>
    public bool AntiAffinity { get; init; }

    /// <summary>When a replica that ended is started again.</summary>
    public RestartPolicy Restart { get; init; } = RestartPolicy.OnFailure;

    /// <summary>So many crashes in a row, and the replica has failed for good. A replica that ran well for a while starts to count anew.</summary>
    public int MaxRestarts { get; init; } = 10;

    /// <summary>What happens to events that come faster than the replica handles them.</summary>
    public OverflowPolicy Overflow { get; init; } = OverflowPolicy.Wait;

    /// <summary>Whether it carries state by key: events with a key go to the one entity of that key, wherever it lives.</summary>
    public bool Keyed { get; init; }

    /// <summary>What the application's file says below <c>config</c>, as JSON.</summary>
    public string Configuration { get; init; } = "{}";

    /// <summary>The id of one replica.</summary>
    public static string PeerId(string task, int index) => FormattableString.Invariant($"{task}-{index}");
}

/// <summary>A user program in an application's folder.</summary>
/// <param name="MainDir">Its folder within the application's, with <c>/</c> between parts; empty: the application's own.</param>
/// <param name="MainFile">Its main file in that folder: a C# assembly (<c>.dll</c>) or a Python file (<c>.py</c>).</param>
public sealed record ProgramFile(string MainDir, string MainFile)
{
    /// <summary>Whether it is to run in a process of its own, where its language leaves a choice.</summary>
    public bool OwnProcess { get; init; }

    /// <summary>The main file relative to the application's folder.</summary>
    public string Path => MainDir.Length == 0 ? MainFile : $"{MainDir}/{MainFile}";
}

/// <summary>When a replica that ended is started again. The numbers travel between members: never change one.</summary>
public enum RestartPolicy
{
    /// <summary>Never.</summary>
    Never = 1,

    /// <summary>When it crashed.</summary>
    OnFailure = 2,

    /// <summary>Always, until the application is killed.</summary>
    Always = 3,
}

/// <summary>What happens to events that come faster than a task handles them. The numbers travel between members: never change one.</summary>
public enum OverflowPolicy
{
    /// <summary>Whoever fires waits, for a bounded time; then the event is dropped.</summary>
    Wait = 1,

    /// <summary>The event that finds the queue full is dropped.</summary>
    DropNewest = 2,

    /// <summary>The event that has waited longest is dropped.</summary>
    DropOldest = 3,
}
