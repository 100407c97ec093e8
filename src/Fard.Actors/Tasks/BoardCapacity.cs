using System.Collections.Immutable;

namespace Fard.Actors.Tasks;

/// <summary>
/// What tasks have taken of one board: replicas that run, and reservations. The board has the last word, so that two node managers cannot give the same
/// away twice.
/// </summary>
/// <param name="cpuMilli">Thousandths of a core for all tasks together.</param>
/// <param name="memoryBytes">Bytes of memory for all tasks together.</param>
/// <param name="fpgas">FPGAs of the board.</param>
internal sealed class BoardCapacity(int cpuMilli, long memoryBytes, int fpgas)
{
    /// <summary>Most replicas and reserved replicas of one board: all of them fit into one report.</summary>
    public const int MaxReplicas = 256;

    private readonly Dictionary<(string Application, string Task, int Index), ReplicaNeed> _running = [];
    private readonly Dictionary<(string Application, long Reservation), ImmutableArray<ReplicaNeed>> _reserved = [];

    /// <summary>Thousandths of a core that nobody has.</summary>
    public int FreeCpuMilli => cpuMilli - All.Sum(need => need.CpuMilli);

    /// <summary>Bytes of memory that nobody has.</summary>
    public long FreeMemoryBytes => memoryBytes - All.Sum(need => need.MemoryBytes);

    /// <summary>Reservations that are neither used nor given up.</summary>
    public int Reservations => _reserved.Count;

    private IEnumerable<ReplicaNeed> All => _running.Values.Concat(_reserved.Values.SelectMany(needs => needs));

    /// <summary>Reserves room for replicas, all or none. The same reservation again changes nothing.</summary>
    /// <returns>Why there is no room; null: it is reserved.</returns>
    public string? Reserve(string application, long reservation, ImmutableArray<ReplicaNeed> needs)
    {
        if (_reserved.ContainsKey((application, reservation))) return null;
        if (Refuse(needs) is { } reason) return reason;
        _reserved.Add((application, reservation), needs);
        return null;
    }

    /// <summary>Gives a reservation up, or what is left of it.</summary>
    public void Release(string application, long reservation) => _reserved.Remove((application, reservation));

    /// <summary>Takes room for a replica: what was reserved for it, or what is free.</summary>
    /// <returns>Why there is no room; null: it has it, until <see cref="End"/>.</returns>
    public string? Begin(string application, long reservation, ReplicaNeed need)
    {
        if (_running.ContainsKey((application, need.Task, need.Index))) return null;
        if (_reserved.TryGetValue((application, reservation), out var needs) && needs.IndexOf(need) is >= 0 and var index)
        {
            var left = needs.RemoveAt(index);
            if (left.IsEmpty) _reserved.Remove((application, reservation));
            else _reserved[(application, reservation)] = left;
        }
        else if (Refuse([need]) is { } reason)
        {
            return reason;
        }

        _running.Add((application, need.Task, need.Index), need);
        return null;
    }

    /// <summary>A replica does not need its room any more.</summary>
    public void End(string application, string task, int index) => _running.Remove((application, task, index));

    private string? Refuse(ImmutableArray<ReplicaNeed> needs)
    {
        if (needs.Sum(need => (long)need.CpuMilli) is var cpu && cpu > FreeCpuMilli) return $"{cpu} thousandths of a core are wanted, {FreeCpuMilli} are free.";
        if (needs.Sum(need => need.MemoryBytes) is var memory && memory > FreeMemoryBytes) return $"{memory} bytes of memory are wanted, {FreeMemoryBytes} are free.";
        if (_running.Count + _reserved.Values.Sum(reserved => reserved.Length) + needs.Length > MaxReplicas) return $"There would be more than {MaxReplicas} replicas.";
        foreach (var need in needs.Where(need => need.Fpga >= 0))
        {
            if (need.Fpga >= fpgas) return $"There is no FPGA {need.Fpga}; there are {fpgas}.";
            if (All.Any(other => other.Fpga == need.Fpga) || needs.Count(other => other.Fpga == need.Fpga) > 1) return $"FPGA {need.Fpga} is held by another task.";
        }

        return null;
    }
}
