using System.CommandLine;
using System.Diagnostics;
using Fard.Cli.CommandLine;
using Fard.Cli.Inference;
using Fard.Cli.Scores;
using Fard.Networks.Description;
using Fard.Networks.Parameters;
using Fard.Networks.Scores;

namespace Fard.Cli.Commands;

/// <summary><c>fard infer</c>: one process, no cluster.</summary>
internal static class InferCommand
{
    public static Command Create(Terminal terminal)
    {
        var network = new Option<string>("--network")
        {
            Description = $"The network: {string.Join(", ", NetworkCatalog.All.Select(n => n.Name))}.",
            HelpName = "NAME",
            Required = true,
        };
        var parameters = new Option<DirectoryInfo>("--parameters") { Description = "A folder of trained parameters in BNN-PYNQ's format.", HelpName = "DIR", Required = true };
        var images = CommonOptions.Images();
        var scores = CommonOptions.Scores();
        var executor = new Option<ExecutorKind>("--executor")
        {
            Description = "What computes; all give the same bits.",
            DefaultValueFactory = _ => ExecutorKind.Simd,
        };
        var json = CommonOptions.Json();

        var command = new Command("infer", "Classifies images in this process, without a cluster.") { network, parameters, images, scores, executor, json };
        command.SetAction(parse => Run(
            terminal,
            parse.GetRequiredValue(network),
            parse.GetRequiredValue(parameters).FullName,
            parse.GetRequiredValue(images),
            parse.GetValue(scores),
            parse.GetValue(executor),
            parse.GetValue(json)));
        return command;
    }

    private static int Run(Terminal terminal, string networkName, string parameterFolder, string[] paths, FileInfo? scoreFile, ExecutorKind executor, bool json)
    {
        var network = NetworkCatalog.Find(networkName);
        var parameters = ParameterFolder.Load(network, parameterFolder);
        var batch = ImageBatch.Load(paths, network, parameters.Classes);
        var run = new InferenceRun(network, parameters, executor);
        using var scores = scoreFile is null ? null : ScoreFile.Create(scoreFile.FullName, network);

        var results = new List<Classification>(batch.Images.Length);
        var watch = Stopwatch.StartNew();
        foreach (var image in batch.Images)
            results.Add(run.Classify(image, scores));
        watch.Stop();

        InferenceReport.Create(network.Name, $"{executor} executor, one core", batch.Images, results, parameters.Classes, watch.Elapsed).Print(terminal, json);
        return ExitCodes.Success;
    }
}
