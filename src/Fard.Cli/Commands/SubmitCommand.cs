using System.CommandLine;
using Akka.Configuration;
using Fard.Cli.CommandLine;
using Fard.Cli.Inference;
using Fard.Cli.Installation;
using Fard.Cli.Scores;
using Fard.Client;
using Fard.Networks.Description;
using Fard.Networks.Scores;

namespace Fard.Cli.Commands;

/// <summary><c>fard submit</c>: images to an application of a running cluster.</summary>
internal static class SubmitCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var app = new Option<string>("--app") { Description = "The application, such as two_stage_bnn_app.", HelpName = "NAME", Required = true };
        var images = CommonOptions.Images();
        var scores = CommonOptions.Scores();
        var config = new Option<FileInfo>("--config")
        {
            Description = "The client's HOCON file; FARD_SEED=host:port names another cluster than the one on this machine.",
            DefaultValueFactory = _ => new FileInfo(Path.Combine(InstalledFiles.Configurations, "client.conf")),
            HelpName = "FILE",
        };
        var classes = new Option<FileInfo?>("--classes") { Description = "Class names, one a line; CIFAR-10's or digits by default, as the network's output suggests.", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var command = new Command("submit", "Sends images to an application of a running cluster and prints their classes.") { app, images, scores, config, classes, json };
        command.SetAction((parse, cancellationToken) => RunAsync(
            terminal,
            time,
            parse.GetRequiredValue(app),
            parse.GetRequiredValue(images),
            parse.GetValue(scores),
            MemberConfiguration.Load(parse.GetRequiredValue(config).FullName),
            parse.GetValue(classes),
            parse.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, TimeProvider time, string app, string[] paths, FileInfo? scoreFile, Config config, FileInfo? classFile, bool json, CancellationToken cancellationToken)
    {
        var client = await FardClient.ConnectAsync(config, cancellationToken).ConfigureAwait(false);
        await using (client.ConfigureAwait(false))
        {
            var network = await NetworkOfAsync(client, app, cancellationToken).ConfigureAwait(false);
            var names = ClassNames.Of(network, classFile?.FullName);
            var images = ImageBatch.Load(paths, network, names).Images;
            using var scores = scoreFile is null ? null : ScoreFile.Create(scoreFile.FullName, network);
            var reader = new ScoreReader(network, names);

            var results = new List<Classification>(images.Length);
            var pixels = images.SelectMany(image => image.Pixels).ToArray();
            var start = time.GetTimestamp();
            await foreach (var result in client.SendJobDataAsync(app, pixels, images.Length, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                scores?.Write(result.Bytes.Span);
                results.Add(reader.Read(result.Bytes.Span));
            }

            InferenceReport.Create(app, "cluster", images, results, names, time.GetElapsedTime(start)).Print(terminal, json);
            return ExitCodes.Success;
        }
    }

    private static async Task<NetworkDescription> NetworkOfAsync(FardClient client, string app, CancellationToken cancellationToken)
    {
        var applications = await client.ListApplicationsAsync(cancellationToken).ConfigureAwait(false);
        var application = applications.FirstOrDefault(a => a.Name == app)
            ?? throw new CliException(
                $"The cluster has no application '{app}'.",
                applications.IsEmpty ? "It has none: add one to the head's configuration (fard.head.applications)." : $"It has: {string.Join(", ", applications.Select(a => a.Name))}.");
        return NetworkCatalog.Find(application.Network);
    }
}
