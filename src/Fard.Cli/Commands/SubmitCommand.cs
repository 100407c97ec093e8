using System.CommandLine;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Cli.Clusters;
using Fard.Cli.Clusters.Following;
using Fard.Cli.CommandLine;
using Fard.Cli.Inference;
using Fard.Cli.Scores;
using Fard.Client;
using Fard.Networks.Description;
using Fard.Networks.Scores;

namespace Fard.Cli.Commands;

/// <summary><c>fard submit</c>, which <c>fard jobs submit</c> is as well: images to an application of a running cluster.</summary>
internal sealed class SubmitCommand
{
    private readonly Terminal _terminal;
    private readonly TimeProvider _time;
    private readonly ConnectToCluster _connect;
    private readonly Option<string> _app = new("--app") { Description = "The application, such as two_stage_bnn_app.", HelpName = "NAME", Required = true };
    private readonly Option<string[]> _images = CommonOptions.Images();
    private readonly Option<FileInfo?> _scores = CommonOptions.Scores();
    private readonly Option<FileInfo?> _classes = new("--classes") { Description = "Class names, one a line; CIFAR-10's or digits by default, as the network's output suggests.", HelpName = "FILE" };
    private readonly Option<bool> _follow = new("--follow") { Description = "Show the progress of each position and the time left. Ctrl-C then leaves the job running in the background." };
    private readonly Option<string?> _id = new("--id") { Description = "The job's id, 32 hexadecimal digits; a fresh one by default. A job that is sent again under its id does not run twice.", HelpName = "ID" };
    private readonly Option<FileInfo?> _background = new(BackgroundSubmission.Option) { Description = "Write the report to this file and print nothing.", Hidden = true };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly ClusterOptions _options = new();

    private SubmitCommand(Terminal terminal, TimeProvider time, ConnectToCluster connect)
    {
        _terminal = terminal;
        _time = time;
        _connect = connect;
        _id.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !JobId.TryParse(token.Value, out _))
                result.AddError($"--id takes 32 hexadecimal digits, not '{token.Value}'.");
        });
    }

    public static Command Create(Terminal terminal, TimeProvider time, ConnectToCluster connect)
    {
        var submit = new SubmitCommand(terminal, time, connect);
        var command = new Command("submit", "Sends images to an application of a running cluster and prints their classes.")
        {
            submit._app, submit._images, submit._scores, submit._follow, submit._id, submit._options.Config, submit._classes, submit._json, submit._background,
        };
        command.SetAction(submit.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var connection = await _connect(_options.ConfigOf(parse), cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var cluster = await connection.View.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
            var network = NetworkOf(cluster, parse.GetRequiredValue(_app));
            var id = parse.GetValue(_id) is { } text && JobId.TryParse(text, out var given) ? given : JobId.New();
            if (parse.GetValue(_follow))
                return await FollowAsync(parse, connection, id, cancellationToken).ConfigureAwait(false);

            var report = await SubmitAsync(parse, connection.Client, network, id, cancellationToken).ConfigureAwait(false);
            if (parse.GetValue(_background) is { } file)
                Save(report, file.FullName);
            else
                report.Print(_terminal, parse.GetValue(_json));
            return ExitCodes.Success;
        }
    }

    private async Task<InferenceReport> SubmitAsync(ParseResult parse, FardClient client, NetworkDescription network, JobId id, CancellationToken cancellationToken)
    {
        var (app, names) = (parse.GetRequiredValue(_app), ClassNames.Of(network, parse.GetValue(_classes)?.FullName));
        var images = ImageBatch.Load(parse.GetRequiredValue(_images), network, names).Images;
        using var scores = parse.GetValue(_scores) is { } file ? ScoreFile.Create(file.FullName, network) : null;
        var reader = new ScoreReader(network, names);

        var results = new List<Classification>(images.Length);
        var pixels = images.SelectMany(image => image.Pixels).ToArray();
        var start = _time.GetTimestamp();
        await foreach (var result in client.SendJobDataAsync(app, pixels, images.Length, new JobOptions { Id = id }, cancellationToken).ConfigureAwait(false))
        {
            scores?.Write(result.Bytes.Span);
            results.Add(reader.Read(result.Bytes.Span));
        }

        return InferenceReport.Create(app, "cluster", images, results, names, _time.GetElapsedTime(start));
    }

    private async Task<int> FollowAsync(ParseResult parse, ClusterConnection connection, JobId id, CancellationToken cancellationToken)
    {
        var folder = JobFolder.OfUser;
        folder.Prepare(_time);
        List<string> arguments = ["--app", parse.GetRequiredValue(_app), "--config", _options.ConfigOf(parse), "--images", .. parse.GetRequiredValue(_images).Select(Path.GetFullPath)];
        if (parse.GetValue(_scores) is { } scores)
            arguments.AddRange(["--scores", scores.FullName]);
        if (parse.GetValue(_classes) is { } classes)
            arguments.AddRange(["--classes", classes.FullName]);
        using var submission = BackgroundSubmission.Start(id, folder, arguments);
        return await new JobFollower(_terminal, _time, folder).FollowAsync(connection, id, submission, parse.GetValue(_json), cancellationToken).ConfigureAwait(false);
    }

    // Whoever waits for the file finds it whole.
    private static void Save(InferenceReport report, string path)
    {
        var part = $"{path}.part";
        using (var writer = new StreamWriter(part))
            JsonOutput.Write(writer, report);
        File.Move(part, path, overwrite: true);
    }

    private static NetworkDescription NetworkOf(ClusterSnapshot cluster, string app)
    {
        if (cluster.Applications.FirstOrDefault(application => application.Name == app) is { } found)
            return NetworkCatalog.Find(found.Network);
        if (cluster.Applications.IsEmpty)
            throw new CliException($"The cluster has no application '{app}'.", "It has none: add one to the head's configuration (fard.head.applications), or deploy one with 'fard plan --apply'.");
        var names = cluster.Applications.Select(application => application.Name).ToArray();
        throw new CliException(
            $"The cluster has no application '{app}'.",
            $"{(Names.Nearest(app, names) is { } nearest ? $"Did you mean {nearest}? " : "")}It has: {string.Join(", ", names)}.");
    }
}
