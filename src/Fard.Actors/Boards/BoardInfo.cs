using System.Collections.Immutable;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Boards;

/// <summary>A board as its BoardAgent registers it.</summary>
/// <param name="Name">Name of this one board, unique in the cluster.</param>
/// <param name="BoardType">Name of its board description, such as <c>pynq-z1</c>.</param>
/// <param name="Endpoint">Where it listens for chunks.</param>
/// <param name="Fpgas">Its FPGAs.</param>
/// <param name="Packages">Names of the bitstream packages that it has.</param>
public sealed record BoardInfo(string Name, string BoardType, DataEndpoint Endpoint, ImmutableArray<FpgaInfo> Fpgas, ImmutableArray<string> Packages)
{
    /// <summary>Whether it can fetch a package that it does not have from a head.</summary>
    public bool Fetches { get; init; }

    /// <summary>Thousandths of a core that it has for tasks.</summary>
    public int CpuMilli { get; init; }

    /// <summary>Bytes of memory that it has for tasks.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The cluster roles of its member, which tasks may ask for.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];
}

/// <summary>One FPGA of a board.</summary>
/// <param name="Index">Its number on the board, counted from 0.</param>
/// <param name="Kind">What computes, such as <c>emulated</c>.</param>
/// <param name="Loaded">Reference of the bitstream package that is loaded; empty: none.</param>
public sealed record FpgaInfo(int Index, string Kind, string Loaded)
{
    /// <summary>Why it is unhealthy and gets no position; empty: it is healthy.</summary>
    public string Fault { get; init; } = "";
}
