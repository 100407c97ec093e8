using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fard.Cli.Clusters;
using Fard.Cli.CommandLine;
using Fard.Cli.Commands;
using Fard.Client;
using Fard.Networks.Description;
using Fard.Networks.Streams;

namespace Fard.Cli.Benchmarking;

/// <summary><c>fard bench</c>: how fast an application of a running cluster is, over concurrency and batch sizes.</summary>
internal static class BenchCommand
{
    private const int MostInFlight = 1024;
    private const int MostBatch = 100_000;

    public static Command Create(Terminal terminal, TimeProvider time, ConnectToCluster connect)
    {
        var app = new Option<string>("--app") { Description = "The application, such as two_stage_bnn_app.", HelpName = "NAME", Required = true };
        var concurrency = List("--concurrency", "Jobs under way at once, with commas between them.", [1, 2, 4], MostInFlight);
        var batch = List("--batch", "Images of a job, with commas between them.", [1, 16, 64], MostBatch);
        var window = CommonOptions.Number("--window", "Milliseconds of a window.", 2000, 50, 600_000);
        var most = CommonOptions.Number("--max-windows", "Windows after which a point is given up that does not settle.", 10, StabilityRule.Windows, 1000);
        var plot = new Option<FileInfo?>("--plot") { Description = "Draw latency over throughput to this SVG file.", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var options = new ClusterOptions();
        var command = new Command("bench", "Measures an application of a running cluster, with images of random pixels: each point until three windows agree within 10 %.")
        {
            app, concurrency, batch, window, most, plot, json, options.Config,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var connection = await connect(options.ConfigOf(parse), cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var cluster = await connection.View.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
                var name = parse.GetRequiredValue(app);
                var application = cluster.Applications.FirstOrDefault(known => known.Name == name)
                    ?? throw Names.Unknown("application", name, [.. cluster.Applications.Select(known => known.Name)], "fard apps list");
                var batches = parse.GetRequiredValue(batch);
                if (batches.Max() > application.MaxImages)
                    throw new CliException($"A job of {name} has at most {application.MaxImages} images; --batch asks for {batches.Max()}.", "Use smaller batches.", ExitCodes.Usage);

                var size = new InputQuantiser(NetworkCatalog.Find(application.Network)).Image.ByteCount;
                var pixels = new byte[checked(size * batches.Max())];
                new Random(1).NextBytes(pixels);
                var run = new BenchRun(
                    (images, cancelled) => connection.Client.SendJobDataAllAsync(name, JobData.FromPixels(pixels.AsMemory(0, size * images), images), cancellationToken: cancelled),
                    TimeSpan.FromMilliseconds(parse.GetValue(window)),
                    parse.GetValue(most),
                    time);
                var points = new List<BenchPoint>();
                foreach (var images in batches)
                {
                    foreach (var jobs in parse.GetRequiredValue(concurrency))
                    {
                        terminal.RawError.WriteLine(string.Create(CultureInfo.InvariantCulture, $"measuring batch {images}, concurrency {jobs}"));
                        points.Add(await run.MeasureAsync(jobs, images, cancellationToken).ConfigureAwait(false));
                    }
                }

                var kinds = cluster.Boards.SelectMany(board => board.Board.Fpgas).Select(fpga => fpga.Kind).Distinct().Order(StringComparer.Ordinal).ToArray();
                var report = new BenchReport(name, parse.GetValue(window) / 1000.0, kinds, points);
                if (parse.GetValue(json))
                    JsonOutput.Write(terminal.RawOutput, report);
                else
                    report.Print(terminal);
                if (parse.GetValue(plot) is { } file)
                    await File.WriteAllTextAsync(file.FullName, report.ToSvg(), cancellationToken).ConfigureAwait(false);
                return points.All(point => point.Jobs > 0) ? ExitCodes.Success : ExitCodes.Failure;
            }
        });
        return command;
    }

    private static Option<int[]> List(string name, string description, int[] standard, int most) => new(name)
    {
        Description = $"{description} (1 to {most})",
        HelpName = "N,N",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            var numbers = new List<int>();
            foreach (var part in result.Tokens.SelectMany(token => token.Value.Split(',')))
            {
                if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > most)
                {
                    result.AddError($"{name} takes whole numbers from 1 to {most} with commas between them, not '{part}'.");
                    return null;
                }

                numbers.Add(number);
            }

            return [.. numbers];
        },
    };
}
