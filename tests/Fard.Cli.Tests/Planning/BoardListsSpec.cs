using System.Collections.Immutable;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Cli.CommandLine;
using Fard.Cli.Planning;

namespace Fard.Cli.Tests.Planning;

public class BoardListsSpec
{
    [Fact]
    public void Takes_every_fpga_of_the_clusters_reachable_boards()
    {
        var boards = BoardLists.Of([Status("one", fpgas: 1), Status("two", fpgas: 2), Status("gone", fpgas: 1) with { Reachable = false }], 1e6);
        boards.Select(board => board.Name).ShouldBe(["one", "two#0", "two#1"]);
        boards.Select(BoardLists.MemberOf).ShouldBe(["one", "two", "two"]);
        boards.ShouldAllBe(board => board.Board.Name == "pynq-z1" && board.LinkBytesPerSecond == 1e6);
        Should.Throw<CliException>(() => BoardLists.Of([Status("gone", fpgas: 1) with { Reachable = false }], 1e6)).NextStep!.ShouldContain("fard board");
    }

    private static BoardStatus Status(string name, int fpgas) => new(
        new BoardInfo(name, "pynq-z1", new DataEndpoint("127.0.0.1", 1), [.. Enumerable.Range(0, fpgas).Select(i => new FpgaInfo(i, "emulated", ""))], []),
        Reachable: true,
        [.. Enumerable.Repeat<JobId?>(null, fpgas)]);
}
