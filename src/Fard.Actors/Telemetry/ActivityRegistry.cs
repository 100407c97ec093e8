using Fard.Actors.Devices;
using Fard.Actors.Jobs;

namespace Fard.Actors.Telemetry;

/// <summary>The counters of all FPGAs and positions of this process, for who reports them. What a position did goes on to count when it has ended.</summary>
internal sealed class ActivityRegistry
{
    private readonly Lock _gate = new();
    private readonly List<DeviceEntry> _devices = [];
    private readonly Dictionary<PositionCounters, PositionKey> _positions = [];
    private readonly Dictionary<PositionKey, PositionReading> _ended = [];

    /// <summary>That of the process.</summary>
    public static ActivityRegistry Process { get; } = new();

    /// <summary>The FPGAs, in the order in which they came.</summary>
    public DeviceEntry[] Devices()
    {
        lock (_gate) return [.. _devices];
    }

    /// <summary>What was done under each key, by positions that have ended and by those that have not.</summary>
    public Dictionary<PositionKey, PositionReading> Positions()
    {
        lock (_gate)
        {
            var sums = new Dictionary<PositionKey, PositionReading>(_ended);
            foreach (var (position, key) in _positions) Sum(sums, key, position);
            return sums;
        }
    }

    /// <summary>An FPGA is there.</summary>
    public void Add(string board, int fpga, DeviceCounters counters)
    {
        lock (_gate) _devices.Add(new DeviceEntry(board, fpga, counters));
    }

    /// <summary>The FPGA's board stops: what it and its positions did is reported no more.</summary>
    public void Remove(DeviceCounters counters)
    {
        lock (_gate)
        {
            if (_devices.FirstOrDefault(device => device.Counters == counters) is not { } gone) return;
            _devices.Remove(gone);
            foreach (var key in _ended.Keys.Where(key => IsOn(gone, key)).ToArray()) _ended.Remove(key);
        }
    }

    /// <summary>An attempt of a position begins.</summary>
    public void Add(PositionKey key, PositionCounters counters)
    {
        lock (_gate) _positions.Add(counters, key);
    }

    /// <summary>The attempt has nothing under way any more; one that was removed already is not counted again.</summary>
    public void Remove(PositionCounters counters)
    {
        lock (_gate)
        {
            if (_positions.Remove(counters, out var key) && _devices.Any(device => IsOn(device, key))) Sum(_ended, key, counters);
        }
    }

    private static bool IsOn(DeviceEntry device, PositionKey key) => device.Board == key.Board && device.Fpga == key.Fpga;

    private static void Sum(Dictionary<PositionKey, PositionReading> sums, PositionKey key, PositionCounters position)
    {
        var sum = sums.GetValueOrDefault(key);
        sums[key] = new PositionReading(
            sum.Chunks + position.ChunksOfAttempt,
            sum.Computing + position.Computing,
            sum.Starved + position.Starved,
            sum.Blocked + position.Blocked,
            sum.Queued + position.QueuedChunks);
    }
}

/// <summary>An FPGA and its counters.</summary>
internal sealed record DeviceEntry(string Board, int Fpga, DeviceCounters Counters);

/// <summary>What positions are counted under: not the job, of which there are too many.</summary>
internal readonly record struct PositionKey(string Board, int Fpga, string Application, int Position);

/// <summary>The sums of the counters of positions under one key.</summary>
/// <param name="Chunks">Chunks that were forwarded.</param>
/// <param name="Computing">Time in which the FPGA computed for them.</param>
/// <param name="Starved">Time that they waited for chunks from the position before.</param>
/// <param name="Blocked">Time that they waited for credit from the position after, or for room in the connection to it.</param>
/// <param name="Queued">Chunks that wait in input queues now.</param>
internal readonly record struct PositionReading(long Chunks, TimeSpan Computing, TimeSpan Starved, TimeSpan Blocked, int Queued);
