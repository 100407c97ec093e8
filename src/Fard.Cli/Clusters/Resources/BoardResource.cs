using System.Globalization;
using Fard.Actors.Boards;
using Fard.Actors.Observation;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters.Resources;

/// <summary>A board with what its FPGAs have done; null: it has not said so yet.</summary>
internal sealed record BoardView(BoardStatus Status, BoardActivity? Activity)
{
    public string Name => Status.Board.Name;

    public IEnumerable<FpgaView> Fpgas => Status.Board.Fpgas.Select((fpga, index) => new FpgaView(
        fpga, Status.Leases[index]?.ToString(), Activity?.Fpgas.FirstOrDefault(activity => activity.Index == index)));

    public long Images => Activity?.Fpgas.Sum(fpga => fpga.Images) ?? 0;
}

/// <summary>An FPGA of a board, the job that has it, and what it has done.</summary>
internal sealed record FpgaView(FpgaInfo Info, string? Job, FpgaActivity? Activity);

/// <summary>The boards that registered.</summary>
internal sealed class BoardResource() : Resource<BoardView>("board", "boards")
{
    public override string Description => "Lists and describes the boards of the cluster.";

    public override Column<BoardView>[] Columns { get; } =
    [
        new("NAME", board => board.Name),
        new("TYPE", board => board.Status.Board.BoardType),
        new("STATE", board => new Cell(Words.StateOf(board.Status), Words.ToneOf(Words.StateOf(board.Status)))),
        new("FPGAS", board => Words.Number(board.Status.Board.Fpgas.Length)),
        new("JOBS", board => string.Join(',', board.Fpgas.Select(fpga => fpga.Job is { } job ? job[..8] : "free"))),
        new("LOADED", board => string.Join(',', board.Status.Board.Fpgas.Select(fpga => fpga.Loaded.Length == 0 ? "none" : fpga.Loaded))),
        new("IMAGES", board => Words.Number(board.Images), IsWide: true),
        new("KIND", board => string.Join(',', board.Status.Board.Fpgas.Select(fpga => fpga.Kind).Distinct()), IsWide: true),
        new("CHUNKS-AT", board => $"{board.Status.Board.Endpoint}", IsWide: true),
        new("FAULT", board => string.Join("; ", board.Status.Board.Fpgas.Where(fpga => fpga.Fault.Length > 0).Select(fpga => fpga.Fault)), IsWide: true),
    ];

    public override IEnumerable<BoardView> List(ClusterSnapshot cluster) => cluster.Boards.Select(board => Of(board, cluster));

    public override BoardView Find(ClusterSnapshot cluster, string name) => cluster.Boards.FirstOrDefault(board => board.Board.Name == name) is { } found
        ? Of(found, cluster)
        : throw Names.Unknown(Kind, name, [.. cluster.Boards.Select(board => board.Board.Name)], "fard boards list");

    public override object ToJson(BoardView item, ClusterSnapshot cluster) => new
    {
        item.Name,
        Type = item.Status.Board.BoardType,
        State = Words.StateOf(item.Status),
        ChunksAt = $"{item.Status.Board.Endpoint}",
        Fpgas = item.Fpgas.Select(fpga => new
        {
            fpga.Info.Index,
            fpga.Info.Kind,
            fpga.Info.Loaded,
            fpga.Info.Fault,
            fpga.Job,
            Images = fpga.Activity?.Images,
            Runs = fpga.Activity?.Runs,
            BusySeconds = fpga.Activity?.Busy.TotalSeconds,
            Loads = fpga.Activity?.Loads,
            LoadingSeconds = fpga.Activity?.Loading.TotalSeconds,
            Failures = fpga.Activity?.Failures,
            QueuedChunks = fpga.Activity?.QueuedChunks,
            Utilisation = fpga.Activity?.Utilisation,
        }),
        item.Status.Board.Packages,
    };

    public override void Describe(BoardView item, ClusterSnapshot cluster, Terminal terminal)
    {
        new Details(terminal)
            .Line("name", item.Name)
            .Line("type", item.Status.Board.BoardType)
            .Line("state", Words.StateOf(item.Status))
            .Line("chunks at", $"{item.Status.Board.Endpoint}")
            .Line("packages", string.Join(", ", item.Status.Board.Packages));
        foreach (var fpga in item.Fpgas)
        {
            terminal.RawOutput.WriteLine();
            new Details(terminal)
                .Line("fpga", $"{fpga.Info.Index} ({fpga.Info.Kind})")
                .Line("loaded", fpga.Info.Loaded)
                .Line("job", fpga.Job ?? "free")
                .Line("fault", fpga.Info.Fault);
            if (fpga.Activity is not { } activity)
                continue;
            new Details(terminal)
                .Line("computed", $"{activity.Images} images in {activity.Runs} runs, busy for {Words.Duration(activity.Busy)}")
                .Line("loads", $"{activity.Loads} in {Words.Duration(activity.Loading)}")
                .Line("failures", Words.Number(activity.Failures))
                .Line("queued chunks", Words.Number(activity.QueuedChunks))
                .Line("resources", string.Join(", ", activity.Utilisation.Select(used => string.Create(CultureInfo.InvariantCulture, $"{used.Key} {used.Value:0}%"))));
        }
    }

    private static BoardView Of(BoardStatus board, ClusterSnapshot cluster) => new(board, cluster.Activity.FirstOrDefault(activity => activity.Board == board.Board.Name));
}
