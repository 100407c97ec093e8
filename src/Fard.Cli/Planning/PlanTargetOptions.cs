using System.CommandLine;
using System.CommandLine.Parsing;
using Fard.Cli.CommandLine;
using Fard.Cli.Installation;
using Fard.Hardware.Bitstreams;
using Fard.Planning.Analysis;

namespace Fard.Cli.Planning;

/// <summary>Where a plan goes: into a file that a head reads, or to the running cluster.</summary>
internal sealed class PlanTargetOptions
{
    public const string Cluster = "cluster";

    private readonly Option<FileInfo?> _out = new("--out") { Description = "Write the plan as an application's HOCON; a head that includes the file runs it.", HelpName = "FILE" };

    private readonly Option<string?> _app = new("--app") { Description = "The application's name; default: NETWORK_plan.", HelpName = "NAME" };

    private readonly Option<string?> _bitstream = new("--bitstream")
    {
        Description = "The bitstream package of every position; default: an installed one of the network, built for the board.",
        HelpName = "NAME",
    };

    private readonly Option<FileInfo> _config = new("--config")
    {
        Description = "The client's HOCON file for --boards cluster; FARD_SEED=host:port names another cluster than the one on this machine.",
        DefaultValueFactory = _ => new FileInfo(Path.Combine(InstalledFiles.Configurations, "client.conf")),
        HelpName = "FILE",
    };

    private readonly Option<bool> _apply = new("--apply")
    {
        Description = "Deploy the plan to the cluster of --boards cluster: new jobs use it, running jobs finish on the plan they began with.",
    };

    private readonly Option<bool> _watch = new("--watch")
    {
        Description = "With --apply: stay, and plan and deploy again whenever boards come or go, until Ctrl-C.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_out);
        command.Options.Add(_app);
        command.Options.Add(_bitstream);
        command.Options.Add(_config);
        command.Options.Add(_apply);
        command.Options.Add(_watch);
    }

    public bool Applies(ParseResult parse) => parse.GetValue(_apply);

    public bool Watches(ParseResult parse) => parse.GetValue(_watch);

    /// <summary>Refuses options that contradict each other.</summary>
    /// <exception cref="CliException">They do.</exception>
    public void Check(ParseResult parse, string boards)
    {
        if (Watches(parse) && !Applies(parse))
            throw new CliException("--watch deploys again when boards come or go, and nothing is to be deployed.", "Say --apply --watch.", ExitCodes.Usage);
        if (Applies(parse) && boards != Cluster)
        {
            throw new CliException(
                $"--apply deploys to a running cluster, and the plan is for other boards: {boards}.",
                "Say --boards cluster --apply, or write the plan into a file with --out FILE.",
                ExitCodes.Usage);
        }
    }

    public string ClientConfiguration(ParseResult parse) => parse.GetRequiredValue(_config).FullName;

    /// <summary>The plans as applications, by name.</summary>
    /// <exception cref="CliException">A position has no bitstream package.</exception>
    public PlannedApplication[] Applications(ParseResult parse, PlanOutcome outcome)
    {
        var writer = new ApplicationText(new BitstreamStore(InstalledFiles.Bitstreams), parse.GetValue(_bitstream));
        return [.. outcome.Summaries.Select(summary => (Name: Name(parse, outcome, summary), Summary: summary)).Select(planned => new PlannedApplication(
            planned.Name, writer.Write(planned.Name, planned.Summary, outcome.NamesBoards), planned.Summary.Plan.ImagesPerSecond))];
    }

    /// <summary>Writes the applications into a file where asked.</summary>
    public async Task WriteAsync(ParseResult parse, Terminal terminal, PlanOutcome outcome, CancellationToken cancellationToken)
    {
        if (parse.GetValue(_out) is not { } file)
            return;
        await File.WriteAllTextAsync(file.FullName, string.Join('\n', Applications(parse, outcome).Select(application => application.Hocon)), cancellationToken).ConfigureAwait(false);
        terminal.RawError.WriteLine($"wrote {file.FullName}");
    }

    private string Name(ParseResult parse, PlanOutcome outcome, PlanSummary summary) => parse.GetValue(_app) is { Length: > 0 } name
        ? outcome.Summaries.Length == 1 ? name : $"{name}_{summary.Request.Model.Name}"
        : ApplicationText.NameOf(summary);
}

/// <summary>A plan as an application.</summary>
/// <param name="Hocon">What a head reads.</param>
/// <param name="ImagesPerSecond">Its predicted rate.</param>
internal sealed record PlannedApplication(string Name, string Hocon, double ImagesPerSecond);

/// <summary>An application that was deployed.</summary>
internal sealed record AppliedApplication(string Name, long Version, double ImagesPerSecond)
{
    /// <summary>The command that submits a job to it.</summary>
    public string Next => $"fard submit --app {Name} --images FILE_OR_FOLDER";
}
