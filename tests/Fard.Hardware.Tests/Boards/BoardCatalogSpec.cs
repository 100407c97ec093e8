using Fard.Hardware.Boards;

namespace Fard.Hardware.Tests.Boards;

public class BoardCatalogSpec
{
    [Fact]
    public void Finds_every_board_by_its_name_in_any_case()
    {
        foreach (var board in BoardCatalog.All)
            BoardCatalog.Find(board.Name.ToUpperInvariant()).ShouldBe(board);
        BoardCatalog.All.Select(board => board.Name).ShouldBeUnique();
    }

    [Fact]
    public void Describes_the_board_of_the_paper()
    {
        var board = BoardCatalog.Find("pynq-z1");
        (board.Luts, board.LutRams, board.FlipFlops, board.BlockRams, board.Dsps).ShouldBe((53_200, 17_400, 106_400, 140, 220));
        (board.ClockHertz, board.MemoryBytes).ShouldBe((100_000_000, 512L << 20));
    }

    [Fact]
    public void Names_the_boards_that_there_are()
    {
        Should.Throw<UnknownBoardException>(() => BoardCatalog.Find("abacus")).Message.ShouldContain("pynq-z1, pynq-z2");
        BoardCatalog.TryFind("abacus").ShouldBeNull();
    }
}
