using System.Collections.Immutable;

namespace Fard.Actors.Applications;

/// <summary>What the file of an application's folder (<c>config.yaml</c> or <c>application.conf</c>) says.</summary>
/// <param name="Name">Name of the application; every instance of it has an id of its own.</param>
/// <param name="Tasks">Its tasks.</param>
/// <param name="Pipelines">Its pipelines of jobs, each named as in the file.</param>
public sealed record ApplicationManifest(string Name, ImmutableArray<TaskDescription> Tasks, ImmutableArray<ApplicationDescription> Pipelines)
{
    /// <summary>Whether its output is collected from the start.</summary>
    public bool CollectsOutput { get; init; }

    /// <summary>The task of a name; null: there is none.</summary>
    public TaskDescription? Find(string task) => Tasks.FirstOrDefault(known => known.Name == task);

    /// <summary>Every program that it runs, each main file once.</summary>
    public IEnumerable<ProgramFile> Programs => Tasks.Select(task => task.Program)
        .Concat(Pipelines.SelectMany(pipeline => pipeline.Positions).Select(position => position.Program?.File).OfType<ProgramFile>())
        .Distinct();
}
