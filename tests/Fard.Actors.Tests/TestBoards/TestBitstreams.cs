using System.Collections.Immutable;
using Fard.Actors.Boards;
using Fard.Actors.Devices;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;

namespace Fard.Actors.Tests.TestBoards;

/// <summary>The tiny network's packages.</summary>
internal sealed class TestBitstreams : IBitstreamSource
{
    public ImmutableArray<string> Names => [TinyNetwork.Name];

    public BitstreamPackage Load(string reference, string board) => TinyNetwork.Package(reference, board);

    /// <summary>A board with the tiny network's packages.</summary>
    public static BoardSetup Board(string name, params IAccelerator[] accelerators) =>
        new(name, TinyNetwork.BoardType, [.. accelerators], new TestBitstreams(), TimeSpan.FromSeconds(1))
        {
            // Specs hold their boards for as long as they like; those of hanging devices say how long is too long.
            Devices = new DeviceSettings { RunTimeoutFloor = TimeSpan.FromMinutes(5), LoadTimeout = TimeSpan.FromMinutes(5), ProbeInterval = TimeSpan.FromMilliseconds(50), ProbeIntervalMax = TimeSpan.FromMilliseconds(200) },
            DrainTimeout = TimeSpan.FromSeconds(20),
        };
}
