using System.CommandLine;
using System.Text.Json;
using Fard.Actors.Observation;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters.Resources;

/// <summary>One column of a list.</summary>
/// <param name="IsWide">Whether only <c>-o wide</c> shows it.</param>
internal sealed record Column<T>(string Header, Func<T, Cell> Cell, bool IsWide = false);

/// <summary>Something that a cluster has several of, and that people list and describe.</summary>
/// <param name="kind">One of it, in errors: board, job.</param>
/// <param name="command">The command: boards, jobs.</param>
internal abstract class Resource<T>(string kind, string command)
    where T : class
{
    public string Kind => kind;

    public string Command => command;

    public abstract string Description { get; }

    public abstract Column<T>[] Columns { get; }

    public abstract IEnumerable<T> List(ClusterSnapshot cluster);

    /// <exception cref="CliException">There is none of this name.</exception>
    public abstract T Find(ClusterSnapshot cluster, string name);

    /// <summary>What JSON says of it.</summary>
    public abstract object ToJson(T item, ClusterSnapshot cluster);

    /// <summary>Describes it in full.</summary>
    public abstract void Describe(T item, ClusterSnapshot cluster, Terminal terminal);
}

/// <summary><c>list</c> and <c>describe</c> of a resource.</summary>
internal sealed class ResourceCommand<T>(Resource<T> resource, Terminal terminal, TimeProvider time, ConnectToCluster connect)
    where T : class
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    public Command Create()
    {
        var command = new Command(resource.Command, resource.Description);
        var list = new Command("list", $"Lists the {resource.Command}.");
        var listOptions = new ClusterOptions();
        listOptions.AddTo(list);
        list.SetAction((parse, cancellationToken) => RunAsync(parse, listOptions, List, cancellationToken));
        var describe = new Command("describe", $"Says all that is known of a {resource.Kind}.");
        var name = new Argument<string>("NAME") { Description = resource.Kind == "job" ? "Its id, or the first four or more digits of it." : $"Name of the {resource.Kind}." };
        var describeOptions = new ClusterOptions();
        describe.Arguments.Add(name);
        describeOptions.AddTo(describe);
        describe.SetAction((parse, cancellationToken) =>
        {
            var wanted = parse.GetRequiredValue(name);
            return RunAsync(parse, describeOptions, (cluster, target, format) => Describe(cluster, target, format, wanted), cancellationToken);
        });
        command.Subcommands.Add(list);
        command.Subcommands.Add(describe);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, ClusterOptions options, Action<ClusterSnapshot, Terminal, OutputFormat> print, CancellationToken cancellationToken)
    {
        var format = options.FormatOf(parse);
        var connection = await connect(options.ConfigOf(parse), cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            if (parse.GetValue(options.Watch))
                await WatchAsync(connection, print, format, cancellationToken).ConfigureAwait(false);
            else
                print(await connection.View.GetSnapshotAsync(cancellationToken).ConfigureAwait(false), terminal, format);
            return ExitCodes.Success;
        }
    }

    private async Task WatchAsync(ClusterConnection connection, Action<ClusterSnapshot, Terminal, OutputFormat> print, OutputFormat format, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(WatchInterval, time);
        var last = "";
        do
        {
            var cluster = await connection.View.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
            using var text = new StringWriter();
            print(cluster, new Terminal(text, terminal.RawError, outputIsTerminal: false, terminal.ErrorIsTerminal), format);
            if (text.ToString() == last)
                continue;
            if (terminal.OutputIsTerminal)
            {
                terminal.Output.Clear(home: true);
                print(cluster, terminal, format);
            }
            else
            {
                // One JSON value a line; tables apart by an empty line.
                if (format != OutputFormat.Json && last.Length > 0)
                    terminal.RawOutput.WriteLine();
                terminal.RawOutput.Write(format == OutputFormat.Json ? OnOneLine(text.ToString()) : text.ToString());
                terminal.RawOutput.Flush();
            }

            last = text.ToString();
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private void List(ClusterSnapshot cluster, Terminal target, OutputFormat format)
    {
        var items = resource.List(cluster).ToArray();
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(target.RawOutput, items.Select(item => resource.ToJson(item, cluster)));
            return;
        }

        var columns = resource.Columns.Where(column => !column.IsWide || format == OutputFormat.Wide).ToArray();
        var table = new TextTable([.. columns.Select(column => column.Header)]);
        foreach (var item in items)
            table.Add([.. columns.Select(column => column.Cell(item))]);
        table.Write(target);
    }

    private void Describe(ClusterSnapshot cluster, Terminal target, OutputFormat format, string name)
    {
        var item = resource.Find(cluster, name);
        if (format == OutputFormat.Json)
            JsonOutput.Write(target.RawOutput, resource.ToJson(item, cluster));
        else
            resource.Describe(item, cluster, target);
    }

    private static string OnOneLine(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, JsonSerializerOptions.Web) + Environment.NewLine;
    }
}
