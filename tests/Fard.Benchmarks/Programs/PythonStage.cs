using System.Globalization;
using Fard.Actors.DataPlane;
using Fard.Actors.Programs.Processes;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Programs;

namespace Fard.Benchmarks.Programs;

/// <summary>
/// <c>python-stage</c>: chunks a second through a pipeline stage that only forwards them, as a Python job in its process beside a C# job in the board's, in
/// interleaved rounds.
/// </summary>
internal static class PythonStage
{
    public const string Usage = "python-stage [--rounds N] [--chunks N] [--bytes N] [--json]";

    private const string Source = "from fard import FardJob\n\n\nclass Forward(FardJob):\n    pass\n";

    /// <exception cref="FormatException">The arguments are not the command's.</exception>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = Options.Parse(arguments);
        var folder = Directory.CreateTempSubdirectory("fard-benchmark-").FullName;
        File.WriteAllText(Path.Combine(folder, "forward.py"), Source);
        await using var listener = ChunkListener.Start(new DataPlaneSettings(), TimeProvider.System, _ => { });
        var source = new ProgramSource("benchmark", "forward", "forward-0", folder, "forward.py", "{}", new ProgramLimits(0, 0, TimeSpan.FromSeconds(5)));
        await using var python = new ProcessRuntime(new ProgramSettings()).CreateJob(source);
        await using var dotnet = new Forward();
        foreach (var program in (IJobProgram[])[python, dotnet])
            await program.StartAsync(new JobContext("benchmark", 0, 1, 0, options.Chunks, 1, options.Bytes, options.Bytes, "{}", null, (_, _) => { }), default);

        var stages = new[] { (Name: "C# job", Program: (IJobProgram)dotnet), (Name: "Python job", Program: python) };
        var rates = stages.Select(_ => new List<double>()).ToArray();
        // The first round of each warms up.
        for (var round = 0; round <= options.Rounds; round++)
        {
            for (var stage = 0; stage < stages.Length; stage++)
            {
                var rate = await new StageRun(new ProgramStage(stages[stage].Program), listener, options.Bytes).RunAsync(options.Chunks);
                if (round > 0) rates[stage].Add(rate);
            }
        }

        Directory.Delete(folder, recursive: true);
        var ratio = Median(rates[1].Zip(rates[0], (slow, quick) => slow / quick));
        if (options.Json)
        {
            FigureTable.PrintJson(new { cores = Environment.ProcessorCount, options.Rounds, options.Chunks, options.Bytes, chunksPerSecond = rates.Select(Median), ratio });
            return 0;
        }

        Console.WriteLine($"Chunks of {options.Bytes} bytes through a stage that forwards them, client and board in one process, {Environment.ProcessorCount} cores; medians of {options.Rounds} rounds of {options.Chunks} chunks");
        foreach (var (stage, values) in stages.Zip(rates))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage.Name,-12} {Median(values),10:F0} chunks/s {Median(values) * options.Bytes / 1e6,10:F1} MB/s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Python over C#: {ratio:P0} (median of the rounds' ratios)"));
        return 0;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>A C# job that forwards chunks.</summary>
    private sealed class Forward : IJobProgram
    {
        public int MaxRunsInFlight => 4;

        public Task StartAsync(JobContext context, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
        {
            input.CopyTo(output);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>A program where a position has its kernel.</summary>
    private sealed class ProgramStage(IJobProgram program) : IAccelerator
    {
        public string Kind => "program";

        public BitstreamPackage? Loaded => null;

        public int MaxRunsInFlight => program.MaxRunsInFlight;

        public ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken) => throw new AcceleratorException("A program loads no bitstream.");

        public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken) =>
            program.RunAsync(input, output, imageCount, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed record Options(int Rounds, int Chunks, int Bytes, bool Json)
    {
        public static Options Parse(string[] arguments)
        {
            var options = new Options(9, 4000, 64 * 1024, false);
            for (var index = 0; index < arguments.Length; index++)
            {
                options = arguments[index] switch
                {
                    "--json" => options with { Json = true },
                    "--rounds" => options with { Rounds = Number(1000) },
                    "--chunks" => options with { Chunks = Number(10_000_000) },
                    "--bytes" => options with { Bytes = Number(4 << 20) },
                    var other => throw new FormatException($"'{other}' is unknown."),
                };

                int Number(int most) =>
                    ++index < arguments.Length && int.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most
                        ? number
                        : throw new FormatException($"{arguments[index - 1]} lacks its value, a number from 1 to {most}.");
            }

            return options;
        }
    }
}
