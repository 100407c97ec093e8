using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Jobs;

namespace Fard.Actors.Boards;

/// <summary>A registered board in the node manager: what it said, and which job holds each FPGA.</summary>
internal sealed class BoardState(BoardInfo info, IActorRef agent, Address address)
{
    private readonly string[] _loaded = [.. info.Fpgas.Select(fpga => fpga.Loaded)];
    private readonly JobId?[] _leases = new JobId?[info.Fpgas.Length];

    public BoardInfo Info { get; private set; } = info;

    public IActorRef Agent { get; } = agent;

    public Address Address { get; } = address;

    public bool Reachable { get; set; } = true;

    public string Name => Info.Name;

    /// <summary>Whether it leaves the cluster, and takes no new position.</summary>
    public bool Leaving { get; set; }

    /// <summary>Whether its FPGAs can be hoped for; an unhealthy one may recover.</summary>
    public bool Stays => Reachable && !Leaving;

    public bool IsFree(int fpga) => Stays && _leases[fpga] is null && Info.Fpgas[fpga].Fault.Length == 0;

    /// <summary>Whether any of its FPGAs is.</summary>
    public bool IsLeasedTo(JobId job) => _leases.Contains(job);

    public string Loaded(int fpga) => _loaded[fpga];

    public void Lease(int fpga, JobId job) => _leases[fpga] = job;

    /// <summary>Gives the FPGA back if <paramref name="job"/> holds it.</summary>
    /// <param name="loaded">The bitstream that it has loaded now, where that is known.</param>
    public bool Release(int fpga, JobId job, string? loaded)
    {
        if (_leases[fpga] != job) return false;
        _leases[fpga] = null;
        _loaded[fpga] = loaded ?? _loaded[fpga];
        return true;
    }

    /// <summary>The agent registered again: packages may be new, FPGAs may have failed or work again; leases stay.</summary>
    public void Refresh(BoardInfo info)
    {
        if (info.Fpgas.Length == Info.Fpgas.Length) Info = info;
    }

    public BoardStatus ToStatus() => new(
        Info with { Fpgas = [.. Info.Fpgas.Select((fpga, index) => fpga with { Loaded = _loaded[index] })] }, Reachable, [.. _leases])
    { Leaving = Leaving };
}
