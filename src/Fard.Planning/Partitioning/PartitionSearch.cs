using System.Numerics;

namespace Fard.Planning.Partitioning;

/// <summary>What a search adds up over the stages.</summary>
internal enum StageWeight
{
    Boards,
    Latency,
    Bytes,
}

/// <summary>A stage as the search finds it.</summary>
internal readonly record struct FoundStage(int Kind, int First, int Last, int Replicas);

/// <summary>A partition as the search finds it.</summary>
internal sealed record FoundPlan(List<FoundStage> Stages, double Weight);

/// <summary>
/// The dynamic program. PipeDream's (Narayanan et al., SOSP 2019) finds, for equal workers, the best last stage and its replicas behind the best plan of what is
/// before it. Here boards are of kinds, so a state is the layers done and the boards used of each kind; and the bottleneck is bounded from outside (a bisection
/// over all values that it can have), which fixes the fewest replicas of each stage and leaves a sum to be minimised.
/// </summary>
/// <remarks>States: layers x product of (boards of a kind + 1). A state's stages: layers x kinds. Exact; the bound on states keeps it within seconds.</remarks>
internal sealed class PartitionSearch
{
    private const double Tolerance = 1e-9;
    private const long MostSteps = 4_000_000_000;

    private readonly StageTable _table;
    private readonly int[] _strides;
    private readonly int[][] _digits;
    private readonly int[] _totals;
    private readonly int _states;

    public PartitionSearch(StageTable table)
    {
        _table = table;
        _strides = new int[table.Kinds.Length];
        long states = 1;
        for (var kind = 0; kind < table.Kinds.Length; kind++)
        {
            _strides[kind] = (int)states;
            states *= table.Kinds[kind].Count + 1;
            if (states * table.Kinds.Length * table.LayerCount * table.LayerCount > MostSteps)
            {
                throw new ArgumentException(
                    $"{table.Kinds.Length} kinds of boards are too many for an exact plan of {table.LayerCount} layers; keep some boards free or describe like boards alike.");
            }
        }

        _states = (int)states;
        _digits = [.. table.Kinds.Select((kind, k) => Enumerable.Range(0, _states).Select(state => state / _strides[k] % (kind.Count + 1)).ToArray())];
        _totals = [.. Enumerable.Range(0, _states).Select(state => _digits.Sum(digits => digits[state]))];
    }

    /// <summary>The fewest boards that a stage needs to stay within a limit; 0 where no number suffices or the stage is not allowed.</summary>
    public int Replicas(int kind, int index, double limit)
    {
        var measure = _table.Measure[kind][index];
        if (double.IsInfinity(measure))
            return 0;
        if (measure <= limit)
            return 1;
        var needed = Math.Ceiling((measure / limit) - Tolerance);
        return needed <= _table.MostReplicas(kind) ? (int)needed : 0;
    }

    /// <summary>The plan of least weight whose stages all stay within <paramref name="limit"/>; null where there is none.</summary>
    /// <param name="limit">Largest measure of a stage, divided by its replicas; infinite for none.</param>
    /// <param name="weight">What is added up.</param>
    /// <param name="boards">Boards to use, neither more nor fewer; 0 for any number.</param>
    public FoundPlan? Solve(double limit, StageWeight weight, int boards = 0)
    {
        var layers = _table.LayerCount;
        var best = new double[(layers + 1) * _states];
        var from = new FoundStage[best.Length];
        Fill(best, from, limit, (kind, first, last, replicas) => Weigh(weight, kind, first, last, replicas));
        var end = Enumerable.Range(0, _states).Where(state => boards == 0 || _totals[state] == boards).MinBy(state => best[(layers * _states) + state], Comparer<double>.Default);
        var total = boards != 0 && !_totals.Contains(boards) ? double.PositiveInfinity : best[(layers * _states) + end];
        return double.IsInfinity(total) ? null : new FoundPlan(Trace(from, end), total);
    }

    /// <summary>Whether any plan stays within a limit: as <see cref="Solve"/>, but of the most numerous kind only the fewest boards used are kept.</summary>
    public bool IsFeasible(double limit)
    {
        var (layers, counted) = (_table.LayerCount, Enumerable.Range(0, _strides.Length).MaxBy(kind => _table.Kinds[kind].Count));
        var states = Enumerable.Range(0, _states).Where(state => _digits[counted][state] == 0).ToArray();
        var fewest = new int[(layers + 1) * _states];
        Array.Fill(fewest, int.MaxValue);
        fewest[0] = 0;
        for (var first = 0; first < layers; first++)
        {
            for (var kind = 0; kind < _strides.Length; kind++)
            {
                for (var last = first; last < layers; last++)
                {
                    var replicas = Replicas(kind, _table.Index(first, last), limit);
                    if (replicas == 0)
                        continue;
                    var (more, step) = kind == counted ? (replicas, 0) : (0, replicas * _strides[kind]);
                    foreach (var state in states)
                    {
                        var used = fewest[(first * _states) + state];
                        if (used > _table.Kinds[counted].Count - more || (kind != counted && _digits[kind][state] + replicas > _table.Kinds[kind].Count))
                            continue;
                        ref var reached = ref fewest[((last + 1) * _states) + state + step];
                        reached = Math.Min(reached, used + more);
                    }
                }
            }
        }

        return states.Any(state => fewest[(layers * _states) + state] <= _table.Kinds[counted].Count);
    }

    /// <summary>Numbers of boards of each kind, by state: whether some plan within a limit uses just so many.</summary>
    public bool[] Usable(double limit)
    {
        var layers = _table.LayerCount;
        var best = new double[(layers + 1) * _states];
        var from = new FoundStage[best.Length];
        Fill(best, from, limit, (_, _, _, _) => 0);
        return [.. Enumerable.Range(0, _states).Select(state => !double.IsInfinity(best[(layers * _states) + state]))];
    }

    /// <summary>Boards of a kind that a state has used.</summary>
    public int BoardsOf(int state, int kind) => _digits[kind][state];

    /// <summary>States there are.</summary>
    public int StateCount => _states;

    /// <summary>Boards of all kinds that a state has used.</summary>
    public int TotalOf(int state) => _totals[state];

    /// <summary>The state that uses the boards of both, or -1 where that is more than there are.</summary>
    public int Join(int left, int right)
    {
        for (var kind = 0; kind < _strides.Length; kind++)
        {
            if (_digits[kind][left] + _digits[kind][right] > _table.Kinds[kind].Count)
                return -1;
        }

        return left + right;
    }

    /// <summary>The values in (low, high], in order, that the largest measure of a plan can have.</summary>
    public double[] Candidates(double low, double high)
    {
        var values = new List<double>();
        for (var kind = 0; kind < _strides.Length; kind++)
        {
            foreach (var measure in _table.Measure[kind].Where(measure => measure > low && !double.IsInfinity(measure)))
            {
                var most = Math.Min(_table.MostReplicas(kind), Math.Ceiling(measure / low));
                for (var replicas = Math.Max(1, Math.Floor(measure / high)); replicas <= most; replicas++)
                    values.Add(measure / replicas);
            }
        }

        var sorted = values.Where(value => value > low && value <= high).ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>The largest of those values below another, differences of rounding left aside; 0 where there is none.</summary>
    public double CandidateBelow(double value)
    {
        var (below, largest) = (value * (1 - 1e-8), 0.0);
        for (var kind = 0; kind < _strides.Length; kind++)
        {
            foreach (var measure in _table.Measure[kind].Where(measure => !double.IsInfinity(measure)))
            {
                var replicas = Math.Floor(measure / below) + 1;
                if (replicas <= _table.MostReplicas(kind))
                    largest = Math.Max(largest, measure / replicas);
            }
        }

        return largest;
    }

    private void Fill(double[] best, FoundStage[] from, double limit, Func<int, int, int, int, double> weigh)
    {
        var layers = _table.LayerCount;
        Array.Fill(best, double.PositiveInfinity);
        best[0] = 0;
        for (var first = 0; first < layers; first++)
        {
            for (var kind = 0; kind < _strides.Length; kind++)
            {
                for (var last = first; last < layers; last++)
                {
                    var replicas = Replicas(kind, _table.Index(first, last), limit);
                    if (replicas > 0)
                        Extend(best, from, new FoundStage(kind, first, last, replicas), weigh(kind, first, last, replicas));
                }
            }
        }
    }

    // States whose boards of the stage's kind leave room for it lie in blocks, one for each number of boards of the kinds with larger strides.
    private void Extend(double[] best, FoundStage[] from, FoundStage stage, double weight)
    {
        var (stride, count, step) = (_strides[stage.Kind], _table.Kinds[stage.Kind].Count, stage.Replicas * _strides[stage.Kind]);
        var (source, target, length) = (stage.First * _states, ((stage.Last + 1) * _states) + step, stride * (count - stage.Replicas + 1));
        for (var block = 0; block < _states; block += stride * (count + 1))
            Improve(best.AsSpan(source + block, length), best.AsSpan(target + block, length), from.AsSpan(target + block, length), stage, weight);
    }

    // Most sums are no improvement: whole vectors of them are passed over.
    private static void Improve(ReadOnlySpan<double> source, Span<double> target, Span<FoundStage> from, FoundStage stage, double weight)
    {
        var (width, weights) = (Vector<double>.Count, new Vector<double>(weight));
        for (var start = 0; start < source.Length; start += width)
        {
            var end = Math.Min(start + width, source.Length);
            if (end - start == width && !Vector.LessThanAny(new Vector<double>(source[start..]) + weights, new Vector<double>(target[start..])))
                continue;
            for (var state = start; state < end; state++)
            {
                if (source[state] + weight < target[state])
                {
                    target[state] = source[state] + weight;
                    from[state] = stage;
                }
            }
        }
    }

    private List<FoundStage> Trace(FoundStage[] from, int state)
    {
        var stages = new List<FoundStage>();
        for (var done = _table.LayerCount; done > 0; done = stages[^1].First)
        {
            stages.Add(from[(done * _states) + state]);
            state -= stages[^1].Replicas * _strides[stages[^1].Kind];
        }

        stages.Reverse();
        return stages;
    }

    private double Weigh(StageWeight weight, int kind, int first, int last, int replicas) => weight switch
    {
        StageWeight.Boards => replicas,
        StageWeight.Latency => _table.Latency[kind][_table.Index(first, last)],
        _ => first == 0 ? 0 : _table.Model.BytesBefore(first),
    };
}
