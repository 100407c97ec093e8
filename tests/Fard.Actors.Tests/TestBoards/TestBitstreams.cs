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
    public static BoardSetup Board(string name, params TestAccelerator[] accelerators) =>
        new(name, TinyNetwork.BoardType, [.. accelerators.Cast<IAccelerator>()], new TestBitstreams(), TimeSpan.FromSeconds(1));
}
