using System.CommandLine;
using System.CommandLine.Parsing;
using Fard.Cli.CommandLine;
using Fard.Cli.Installation;
using Fard.Hardware.Bitstreams;
using Fard.Planning.Analysis;

namespace Fard.Cli.Planning;

/// <summary>Where a plan goes: into a file that a head reads.</summary>
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

    public void AddTo(Command command)
    {
        command.Options.Add(_out);
        command.Options.Add(_app);
        command.Options.Add(_bitstream);
        command.Options.Add(_config);
    }

    public bool Applies(ParseResult parse) => false;

    public string ClientConfiguration(ParseResult parse) => parse.GetRequiredValue(_config).FullName;

    /// <summary>Writes the application where asked.</summary>
    public async Task DeliverAsync(ParseResult parse, Terminal terminal, PlanOutcome outcome, PlanningCluster cluster, CancellationToken cancellationToken)
    {
        if (parse.GetValue(_out) is not { } file)
            return;
        var writer = new ApplicationText(new BitstreamStore(InstalledFiles.Bitstreams), parse.GetValue(_bitstream));
        var texts = outcome.Summaries.Select(summary => writer.Write(Name(parse, outcome, summary), summary, outcome.NamesBoards)).ToArray();
        await File.WriteAllTextAsync(file.FullName, string.Join('\n', texts), cancellationToken).ConfigureAwait(false);
        terminal.RawError.WriteLine($"wrote {file.FullName}");
    }

    private string Name(ParseResult parse, PlanOutcome outcome, PlanSummary summary) => parse.GetValue(_app) is { Length: > 0 } name
        ? outcome.Summaries.Length == 1 ? name : $"{name}_{summary.Request.Model.Name}"
        : ApplicationText.NameOf(summary);
}
