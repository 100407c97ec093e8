using System.CommandLine;
using Fard.Cli.Installation;

namespace Fard.Cli.Clusters;

/// <summary>How a list or a description is printed.</summary>
internal enum OutputFormat
{
    /// <summary>Columns for people; the same on a terminal and in a pipe, but for colour.</summary>
    Table,

    /// <summary>More columns.</summary>
    Wide,

    /// <summary>JSON for programs.</summary>
    Json,
}

/// <summary>Options that every command has that looks at a cluster.</summary>
internal sealed class ClusterOptions
{
    public Option<FileInfo> Config { get; } = new("--config")
    {
        Description = "The client's HOCON file; FARD_SEED=host:port names another cluster than the one on this machine.",
        DefaultValueFactory = _ => new FileInfo(Path.Combine(InstalledFiles.Configurations, "client.conf")),
        HelpName = "FILE",
    };

    public Option<OutputFormat> Output { get; } = new("--output", "-o")
    {
        Description = "table, wide (more columns) or json.",
        DefaultValueFactory = _ => OutputFormat.Table,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "The same as -o json." };

    public Option<bool> Watch { get; } = new("--watch", "-w") { Description = "Print again whenever something has changed, until Ctrl-C." };

    public OutputFormat FormatOf(ParseResult parse) => parse.GetValue(Json) ? OutputFormat.Json : parse.GetValue(Output);

    public string ConfigOf(ParseResult parse) => parse.GetRequiredValue(Config).FullName;

    public void AddTo(Command command)
    {
        command.Options.Add(Output);
        command.Options.Add(Json);
        command.Options.Add(Watch);
        command.Options.Add(Config);
    }
}
