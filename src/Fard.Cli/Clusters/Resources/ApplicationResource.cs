using Fard.Actors.Applications;
using Fard.Actors.Observation;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters.Resources;

/// <summary>An application and how many of its jobs wait and run.</summary>
internal sealed record ApplicationView(ApplicationDescription Application, int Waiting, int Running);

/// <summary>The applications that jobs can be sent to.</summary>
internal sealed class ApplicationResource() : Resource<ApplicationView>("application", "apps")
{
    public override string Description => "Lists and describes the applications of the cluster; sends applications of tasks, shows their output, restarts and kills them.";

    public override Column<ApplicationView>[] Columns { get; } =
    [
        new("NAME", app => app.Application.Name),
        new("NETWORK", app => app.Application.Network),
        new("POSITIONS", app => Words.Number(app.Application.Positions.Length)),
        new("FPGAS", app => Words.Number(app.Application.SlotCount)),
        new("VERSION", app => Words.Number(app.Application.Version)),
        new("QUEUED", app => Words.Number(app.Waiting)),
        new("RUNNING", app => Words.Number(app.Running)),
        new("LAYERS", app => string.Join(' ', app.Application.Positions.Select(position => $"{position.Layers}")), IsWide: true),
        new("CHUNK-IMAGES", app => Words.Number(app.Application.ChunkImages), IsWide: true),
        new("MAX-IMAGES", app => Words.Number(app.Application.MaxImages), IsWide: true),
    ];

    public override IEnumerable<ApplicationView> List(ClusterSnapshot cluster) => cluster.Applications.Select(app => Of(app, cluster));

    public override ApplicationView Find(ClusterSnapshot cluster, string name) => cluster.Applications.FirstOrDefault(app => app.Name == name) is { } found
        ? Of(found, cluster)
        : throw Names.Unknown(Kind, name, [.. cluster.Applications.Select(app => app.Name)], "fard apps list");

    public override object ToJson(ApplicationView item, ClusterSnapshot cluster) => new
    {
        item.Application.Name,
        item.Application.Network,
        item.Application.Version,
        Queued = item.Waiting,
        item.Running,
        item.Application.ChunkImages,
        item.Application.MaxImages,
        item.Application.MaxQueue,
        QueueTimeoutSeconds = item.Application.QueueTimeout.TotalSeconds,
        JobTimeoutSeconds = item.Application.JobTimeout.TotalSeconds,
        Positions = item.Application.Positions.Select(position => new
        {
            position.JobName,
            Layers = $"{position.Layers}",
            position.Bitstream,
            BoardType = position.Board.BoardType,
            Weights = position.Replicas.Select(replica => replica.Weight),
        }),
    };

    public override void Describe(ApplicationView item, ClusterSnapshot cluster, Terminal terminal)
    {
        var application = item.Application;
        new Details(terminal)
            .Line("name", application.Name)
            .Line("network", application.Network)
            .Line("version", application.Version == 0 ? "as the heads are configured" : Words.Number(application.Version))
            .Line("jobs", $"{item.Waiting} queued, {item.Running} running")
            .Line("chunks", $"of {application.ChunkImages} images, at most {application.MaxImages} images a job")
            .Line("queue", $"at most {application.MaxQueue} jobs, each for {Words.Duration(application.QueueTimeout)}")
            .Line("time limit", Words.Duration(application.JobTimeout));
        terminal.RawOutput.WriteLine();
        var table = new TextTable("POSITION", "JOB-NAME", "LAYERS", "BITSTREAM", "BOARD", "WEIGHTS");
        foreach (var (index, position) in application.Positions.Index())
        {
            table.Add(
                Words.Number(index),
                position.JobName,
                $"{position.Layers}",
                position.Bitstream,
                position.Board.BoardName.Length > 0 ? position.Board.BoardName : position.Board.BoardType,
                string.Join(',', position.Replicas.Select(replica => Words.Number(replica.Weight))));
        }

        table.Write(terminal);
    }

    private static ApplicationView Of(ApplicationDescription application, ClusterSnapshot cluster)
    {
        var jobs = cluster.Jobs.Where(job => job.Status.Application == application.Name && job.Outcome == JobOutcome.None).ToArray();
        var waiting = jobs.Count(job => job.Status.Phase == Actors.Jobs.JobPhase.Queued);
        return new ApplicationView(application, waiting, jobs.Length - waiting);
    }
}
