using Akka.Actor;

namespace Fard.Actors.Boards;

/// <summary>The boards that have registered.</summary>
internal sealed class BoardRegistry
{
    private readonly Dictionary<string, BoardState> _boards = [];

    public IReadOnlyCollection<BoardState> All => _boards.Values;

    public BoardState? Find(string name) => _boards.GetValueOrDefault(name);

    public BoardState? Find(IActorRef agent) => _boards.Values.FirstOrDefault(board => board.Agent.Equals(agent));

    /// <summary>The boards of one member.</summary>
    public BoardState[] At(Address address) => [.. _boards.Values.Where(board => board.Address.Equals(address))];

    /// <summary>Adds a board; one that is there already keeps its leases. Whether it is new.</summary>
    public bool Register(BoardInfo info, IActorRef agent, Address address)
    {
        if (_boards.TryGetValue(info.Name, out var known))
        {
            known.Refresh(info);
            return false;
        }

        _boards.Add(info.Name, new BoardState(info, agent, address));
        return true;
    }

    public void Remove(BoardState board)
    {
        if (Find(board.Name) == board) _boards.Remove(board.Name);
    }
}
