using System.CommandLine;
using Fard.Actors.Applications.Packages;
using Fard.Cli.CommandLine;
using Fard.Cli.Installation;
using Fard.Client;
using Fard.Networks.Description;

namespace Fard.Cli.Commands.Apps;

/// <summary><c>fard apps send, restart, kill, tasks, output</c>: applications of tasks, by the id of their instance.</summary>
internal static class AppTaskCommands
{
    public static IEnumerable<Command> All(Terminal terminal) => [Send(terminal), Restart(terminal), Kill(terminal), Tasks(terminal), Output(terminal)];

    private static Command Send(Terminal terminal)
    {
        var (folder, config, json) = (Folder(), ClientConfiguration(), CommonOptions.Json());
        var noWait = new Option<bool>("--no-wait") { Description = "Do not wait until every task is ready." };
        var collect = new Option<bool>("--collect-output") { Description = "Collect its output from the start." };
        var command = new Command("send", "Sends an application's folder (config.yaml or application.conf with its programs), runs an instance of it and prints its id.")
        {
            folder, noWait, collect, config, json,
        };
        command.SetAction((parse, cancellationToken) => WithClientAsync(Read(parse.GetRequiredValue(folder), parse.GetRequiredValue(config)), async client =>
        {
            var id = await client.SendAppAsync(parse.GetRequiredValue(folder).FullName, !parse.GetValue(noWait), cancellationToken).ConfigureAwait(false);
            if (parse.GetValue(collect)) await client.SetOutputCollectionAsync(id, collect: true, cancellationToken).ConfigureAwait(false);
            if (parse.GetValue(json)) JsonOutput.Write(terminal.RawOutput, new { id });
            else await terminal.RawOutput.WriteLineAsync(id.AsMemory(), cancellationToken).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }

    private static Command Restart(Terminal terminal)
    {
        var (id, folder, config) = (Id(), Folder(), ClientConfiguration());
        var command = new Command("restart", "Runs an instance with the files of a folder, one replica after the other, and returns when all are ready.") { id, folder, config };
        command.SetAction((parse, cancellationToken) => WithClientAsync(Read(parse.GetRequiredValue(folder), parse.GetRequiredValue(config)), async client =>
        {
            await client.SendRestartAppAsync(parse.GetRequiredValue(id), parse.GetRequiredValue(folder).FullName, cancellationToken).ConfigureAwait(false);
            terminal.RawError.WriteLine($"{parse.GetRequiredValue(id)} runs with the files of {parse.GetRequiredValue(folder).FullName}.");
        }, cancellationToken));
        return command;
    }

    private static Command Kill(Terminal terminal)
    {
        var (id, config) = (Id(), ClientConfiguration());
        var command = new Command("kill", "Stops every task of an instance, by force where one does not stop, and returns when none runs any more.") { id, config };
        command.SetAction((parse, cancellationToken) => WithClientAsync(parse.GetRequiredValue(config), async client =>
        {
            await client.SendKillAppAsync(parse.GetRequiredValue(id), cancellationToken).ConfigureAwait(false);
            terminal.RawError.WriteLine($"{parse.GetRequiredValue(id)} is killed.");
        }, cancellationToken));
        return command;
    }

    private static Command Tasks(Terminal terminal)
    {
        var id = new Argument<string?>("ID") { Description = "The instance; all of them by default.", Arity = ArgumentArity.ZeroOrOne };
        var (config, json) = (ClientConfiguration(), CommonOptions.Json());
        var command = new Command("tasks", "Shows the tasks of the instances that run: where each replica is, and what became of its events.") { id, config, json };
        command.SetAction((parse, cancellationToken) => WithClientAsync(parse.GetRequiredValue(config), async client =>
        {
            var applications = await client.ListAppsAsync(cancellationToken).ConfigureAwait(false);
            var wanted = parse.GetValue(id) is { } one ? [one] : applications.Select(application => application.Id).ToArray();
            var views = new List<TaskView>();
            foreach (var application in wanted)
                views.AddRange((await client.ListTasksAsync(application, cancellationToken).ConfigureAwait(false)).Select(task => TaskView.Of(application, task)));
            if (parse.GetValue(json)) JsonOutput.Write(terminal.RawOutput, new { tasks = views });
            else TaskView.Print(terminal, views);
        }, cancellationToken));
        return command;
    }

    private static Command Output(Terminal terminal)
    {
        var (id, config, json) = (Id(), ClientConfiguration(), CommonOptions.Json());
        json.Description = "Print one JSON object a line: the peer, and its data in base 64.";
        var command = new Command("output", "Has an instance's output collected, and prints it as it comes until Ctrl-C or until the instance is killed.") { id, config, json };
        command.SetAction((parse, cancellationToken) => WithClientAsync(parse.GetRequiredValue(config), async client =>
        {
            await client.SetOutputCollectionAsync(parse.GetRequiredValue(id), collect: true, cancellationToken).ConfigureAwait(false);
            await foreach (var item in client.ConsumeOutputAsync(parse.GetRequiredValue(id), cancellationToken).ConfigureAwait(false))
            {
                if (parse.GetValue(json)) JsonOutput.WriteLine(terminal.RawOutput, new { peer = item.Peer, data = Convert.ToBase64String(item.Data.Span) });
                else terminal.RawOutput.WriteLine($"{item.Peer}: {TaskView.Readable(item.Data.Span)}");
            }
        }, cancellationToken));
        return command;
    }

    // What is wrong in the folder is said before a cluster is looked for.
    private static FileInfo Read(DirectoryInfo folder, FileInfo config)
    {
        _ = ApplicationFolder.Read(folder.FullName, NetworkCatalog.TryFind);
        return config;
    }

    private static async Task<int> WithClientAsync(FileInfo config, Func<FardClient, Task> act, CancellationToken cancellationToken)
    {
        var client = await FardClient.ConnectAsync(MemberConfiguration.Load(config.FullName), cancellationToken).ConfigureAwait(false);
        await using (client.ConfigureAwait(false))
        {
            await act(client).ConfigureAwait(false);
            return ExitCodes.Success;
        }
    }

    private static Argument<string> Id() => new("ID") { Description = "The id of the instance, as fard apps send printed it." };

    private static Argument<DirectoryInfo> Folder() => new("FOLDER") { Description = "The application's folder." };

    private static Option<FileInfo> ClientConfiguration() => new("--config")
    {
        Description = "The client's HOCON file; FARD_SEED=host:port names another cluster than the one on this machine.",
        DefaultValueFactory = _ => new FileInfo(Path.Combine(InstalledFiles.Configurations, "client.conf")),
        HelpName = "FILE",
    };
}
