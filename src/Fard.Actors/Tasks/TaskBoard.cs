using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Networks.Description;
using Fard.Programs;

namespace Fard.Actors.Tasks;

/// <summary>What a board offers to tasks.</summary>
public sealed record TaskBoard
{
    /// <summary>Thousandths of a core for all tasks together.</summary>
    public int CpuMilli { get; init; } = 2000;

    /// <summary>Bytes of memory for all tasks together.</summary>
    public long MemoryBytes { get; init; } = 512L << 20;

    /// <summary>The cluster roles of its member, which tasks may ask for.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>What runs user programs, by the ending of their main file.</summary>
    public ImmutableArray<IProgramRuntime> Runtimes { get; init; } = [];

    /// <summary>Gets the files of applications; null: the member's own store does.</summary>
    public IApplicationFolders? Folders { get; init; }

    /// <summary>Settings of tasks.</summary>
    public TaskSettings Settings { get; init; } = new();

    /// <summary>Finds networks by name, for the pipelines beside tasks.</summary>
    public Func<string, NetworkDescription?> FindNetwork { get; init; } = NetworkCatalog.TryFind;

    /// <summary>What runs a program.</summary>
    /// <exception cref="ProgramException">There is nothing on this board that does.</exception>
    internal IProgramRuntime RuntimeOf(ProgramFile program) => Runtimes.FirstOrDefault(runtime => runtime.Runs(program.MainFile))
        ?? throw new ProgramException(
            $"No runtime of this board runs {program.MainFile}; there {(Runtimes.IsEmpty ? "is none" : $"are {string.Join(", ", Runtimes.Select(runtime => runtime.Name))}")}.");

    /// <summary>Gets the files of an application.</summary>
    /// <exception cref="ProgramException">They cannot be had; the message says why.</exception>
    internal Task<string> GetFolderAsync(string content, CancellationToken cancellationToken) =>
        (Folders ?? throw new ProgramException("This board has no store for the files of applications.")).GetAsync(content, cancellationToken);
}

/// <summary>Gets the files of applications by the hash of their content: fetched once, verified, and kept. Safe for several threads.</summary>
public interface IApplicationFolders
{
    /// <summary>The folder with the files; nobody may write to it.</summary>
    /// <param name="content">Hash of the listing of the files.</param>
    /// <exception cref="ProgramException">They cannot be had; the message says why.</exception>
    Task<string> GetAsync(string content, CancellationToken cancellationToken);
}
