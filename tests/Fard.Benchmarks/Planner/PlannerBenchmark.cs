using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Fard.Hardware.Boards;
using Fard.Planning.Partitioning;

namespace Fard.Benchmarks.Planner;

/// <summary>How long the search for partitions takes: 160 layers on 64 boards, of one kind and of two, for every objective.</summary>
internal static class PlannerBenchmark
{
    public const string Usage = "planner [layers] [boards] [runs]";

    public static int Run(string[] arguments)
    {
        var numbers = arguments.Select(text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray();
        var (layers, count, runs) = (At(numbers, 0, 160), At(numbers, 1, 64), At(numbers, 2, 5));
        var model = Model(layers);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{layers} layers on {count} boards; ms, median of {runs} runs after one to warm up"));
        Console.WriteLine("objective            one kind  two kinds");
        foreach (var objective in Enum.GetValues<PartitionObjective>())
        {
            var times = new[] { Boards(count, 1), Boards(count, 2) }.Select(boards => Median(new PartitionRequest(model, boards, objective)
            {
                Images = 100,
                TargetImagesPerSecond = count / model.CostOf(BoardCatalog.PynqZ1, new(0, layers - 1)).SecondsPerImage / 2,
            }, runs)).ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{objective.Word(),-20} {times[0],8:0.0}  {times[1],9:0.0}"));
        }

        return 0;
    }

    private static double Median(PartitionRequest request, int runs)
    {
        var times = new List<double>();
        for (var run = 0; run <= runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            PartitionPlanner.Plan(request);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Skip(1).Order().ElementAt(runs / 2);
    }

    // Cycles and bytes of no pattern that the search could lean on.
    private static SequentialStageModel Model(int layers)
    {
        var random = new Random(7);
        return new SequentialStageModel("random", [.. Enumerable.Range(0, layers).Select(i => new SequentialLayer($"layer {i}", random.Next(20_000, 2_000_000), random.Next(100, 100_000), random.Next(1 << 20)))], 150_000);
    }

    private static ImmutableArray<PlanningBoard> Boards(int count, int kinds) =>
        [.. Enumerable.Range(0, count).Select(i => new PlanningBoard($"board {i}", i % kinds == 0 ? BoardCatalog.PynqZ1 : BoardCatalog.Ultra96))];

    private static int At(int[] numbers, int index, int standard) => index < numbers.Length ? Math.Max(1, numbers[index]) : standard;
}
