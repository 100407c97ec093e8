using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Tests.TestBoards;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.Boards;

public class BoardPlacementSpec
{
    private static readonly ApplicationDescription TwoStages = TinyNetwork.Application("two", 1);
    private static readonly HashSet<FpgaSlot> Nothing = [];

    [Fact]
    public void Takes_different_boards_in_the_order_of_their_names() =>
        Names(BoardPlacement.Find(TwoStages, [Board("b"), Board("c"), Board("a")], Nothing)).ShouldBe(["a", "b"]);

    [Fact]
    public void Never_takes_one_board_twice_even_if_it_has_two_fpgas() =>
        BoardPlacement.Find(TwoStages, [Board("a", "", "")], Nothing).ShouldBeOfType<PlacementResult.Unfit>();

    [Fact]
    public void Prefers_boards_that_have_the_bitstream_loaded() =>
        Names(BoardPlacement.Find(TwoStages, [Board("a", "tiny@2..3"), Board("b", "tiny@0..1")], Nothing)).ShouldBe(["b", "a"]);

    [Fact]
    public void Prefers_an_empty_board_to_one_with_another_bitstream() =>
        Names(BoardPlacement.Find(TwoStages, [Board("a", "other"), Board("b", "tiny@0..1"), Board("c")], Nothing)).ShouldBe(["b", "c"]);

    [Fact]
    public void Moves_a_choice_on_where_another_position_has_no_other_board()
    {
        var named = TwoStages with { Positions = TwoStages.Positions.SetItem(1, TwoStages.Positions[1] with { Board = new BoardRequirements("pynq-z1", "a") }) };
        Names(BoardPlacement.Find(named, [Board("a", "tiny@0..1"), Board("b")], Nothing)).ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Is_busy_while_a_board_is_leased_and_says_what_it_would_take()
    {
        var (a, b) = (Board("a"), Board("b"));
        a.Lease(0, JobId.New());
        var busy = BoardPlacement.Find(TwoStages, [a, b], Nothing).ShouldBeOfType<PlacementResult.Busy>();
        busy.Wanted.ShouldBe([new FpgaSlot(b, 0)]);
    }

    [Fact]
    public void Leaves_what_is_reserved_for_earlier_jobs()
    {
        var (a, b, c) = (Board("a"), Board("b"), Board("c"));
        Names(BoardPlacement.Find(TwoStages, [a, b, c], new HashSet<FpgaSlot> { new(a, 0) })).ShouldBe(["b", "c"]);
        BoardPlacement.Find(TwoStages, [a, b], new HashSet<FpgaSlot> { new(a, 0) }).ShouldBeOfType<PlacementResult.Busy>();
    }

    [Theory]
    [InlineData("zcu104", "tiny", "none of the 2 registered boards is one")]
    [InlineData("pynq-z1", "missing", "bitstream package missing")]
    public void Says_why_no_board_fits(string type, string package, string reason)
    {
        var position = TwoStages.Positions[0] with { Bitstream = package, Board = new BoardRequirements(type) };
        var result = BoardPlacement.Find(TwoStages with { Positions = [position] }, [Board("a"), Board("b")], Nothing);
        result.ShouldBeOfType<PlacementResult.Unfit>().Reason.ShouldContain(reason);
    }

    [Fact]
    public void Says_that_no_board_is_there() =>
        BoardPlacement.Find(TwoStages, [], Nothing).ShouldBeOfType<PlacementResult.Unfit>().Reason.ShouldContain("no board is registered");

    [Fact]
    public void Does_not_count_on_boards_that_the_cluster_does_not_reach()
    {
        var (a, b) = (Board("a"), Board("b"));
        b.Reachable = false;
        BoardPlacement.Find(TwoStages, [a, b], Nothing).ShouldBeOfType<PlacementResult.Unfit>();
    }

    [Fact]
    public void Gives_each_replica_a_board_of_its_own()
    {
        var replicated = TwoStages with { Positions = TwoStages.Positions.SetItem(0, TwoStages.Positions[0] with { Replicas = [new(1, "c"), new(1)] }) };
        Names(BoardPlacement.Find(replicated, [Board("a"), Board("b"), Board("c")], Nothing)).ShouldBe(["c", "a", "b"]);
        BoardPlacement.Find(replicated, [Board("a"), Board("c")], Nothing).ShouldBeOfType<PlacementResult.Unfit>().Reason.ShouldContain("3 in all");
    }

    [Fact]
    public void Places_whenever_there_is_a_way_to()
    {
        var cases =
            from boards in Gen.Choose(1, 5)
            from positions in Gen.Choose(1, 4)
            from names in Gen.Choose(-1, 4).ArrayOf(positions)
            from leased in Gen.Elements(true, false, false).ArrayOf(boards)
            select (boards, names, leased);
        Prop.ForAll(cases.ToArbitrary(), x =>
        {
            var boards = Enumerable.Range(0, x.boards).Select(index => Board($"{index}")).ToArray();
            for (var index = 0; index < boards.Length; index++)
            {
                if (x.leased[index]) boards[index].Lease(0, JobId.New());
            }

            var position = TwoStages.Positions[0];
            var application = TwoStages with { Positions = [.. x.names.Select(name => position with { Board = new BoardRequirements("pynq-z1", name < 0 ? "" : $"{name}") })] };
            var result = BoardPlacement.Find(application, boards, Nothing);
            var free = Enumerable.Range(0, x.boards).Where(index => !x.leased[index]).ToArray();
            return Possible(x.names, free) == result is PlacementResult.Placed
                && Possible(x.names, [.. Enumerable.Range(0, x.boards)]) == result is not PlacementResult.Unfit
                && (result is not PlacementResult.Placed placed || placed.Slots.Select(slot => slot.Board).Distinct().Count() == x.names.Length);
        }).QuickCheckThrowOnFailure();
    }

    private static bool Possible(ReadOnlySpan<int> names, int[] boards)
    {
        if (names.IsEmpty) return true;
        foreach (var board in boards)
        {
            if ((names[0] < 0 || names[0] == board) && Possible(names[1..], [.. boards.Where(other => other != board)])) return true;
        }

        return false;
    }

    private static BoardState Board(string name, params string[] loaded)
    {
        if (loaded.Length == 0) loaded = [""];
        var info = new BoardInfo(name, TinyNetwork.BoardType, new DataEndpoint("127.0.0.1", 1), [.. loaded.Select((text, index) => new FpgaInfo(index, "test", text))], ["tiny"]);
        return new BoardState(info, ActorRefs.Nobody, Address.AllSystems);
    }

    private static IEnumerable<string> Names(PlacementResult result) => result.ShouldBeOfType<PlacementResult.Placed>().Slots.Select(slot => slot.Board.Name);
}
