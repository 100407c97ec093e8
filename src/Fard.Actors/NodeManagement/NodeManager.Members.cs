using Akka.Actor;
using Akka.Event;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Observation;

namespace Fard.Actors.NodeManagement;

/// <summary>Boards and clients that come, go, and are lost.</summary>
internal sealed partial class NodeManager
{
    private void OnRegister(RegisterBoard message)
    {
        var address = AddressOf(Sender);
        if (_boards.Find(message.Board.Name) is { } known && !known.Agent.Equals(Sender))
        {
            // The agent of a member that is gone may still be listed; one of a member that lives has the better right to the name.
            if (known.Reachable && !known.Address.Equals(address))
            {
                Sender.Tell(new BoardRefused(message.Board.Name, $"there is a board of this name already, on {known.Address}; set fard.board.name."));
                return;
            }

            LoseBoard(known, "it registered anew.");
        }

        var before = _boards.Find(message.Board.Name)?.Info;
        var isNew = _boards.Register(message.Board, Sender, address);
        var board = _boards.Find(message.Board.Name)!;
        if (before is not null) NoteHealth(board, before);
        else NoteBoard(board, ClusterEventKinds.BoardJoined, EventSeverity.Information, $"({message.Board.BoardType}, {message.Board.Fpgas.Length} FPGAs) has joined.");
        if (message.Leaving) SetLeaving(board);
        if (isNew)
        {
            Context.Watch(Sender);
            _tasks.OnBoard(board, message);
            Restore(board, message);
            _log.Info("Board {0} ({1}, {2} FPGAs, chunks at {3}) has registered.", message.Board.Name, message.Board.BoardType, message.Board.Fpgas.Length, message.Board.Endpoint);
        }

        Sender.Tell(new BoardRegistered(message.Board.Name) { Revision = message.Revision });
        AnswerBoards();
        _tasks.OnBoardChanged();
        Schedule();
    }

    private void SetLeaving(BoardState board)
    {
        if (board.Leaving) return;
        board.Leaving = true;
        NoteBoard(board, ClusterEventKinds.BoardLeaving, EventSeverity.Information, "leaves: it finishes what it has.");
    }

    private void SetReachable(BoardState board, bool reachable)
    {
        if (board.Reachable == reachable) return;
        board.Reachable = reachable;
        if (reachable) NoteBoard(board, ClusterEventKinds.BoardJoined, EventSeverity.Information, "is reached again.");
        else NoteBoard(board, ClusterEventKinds.BoardLost, EventSeverity.Warning, "is not reached any more.");
    }

    private void AnswerBoards()
    {
        var reachable = _boards.All.Count(board => board.Stays);
        foreach (var (asker, _) in _awaitingBoards.Where(waiting => waiting.AtLeast <= reachable))
            asker.Tell(new BoardList([.. _boards.All.Select(board => board.ToStatus()).OrderBy(board => board.Board.Name, StringComparer.Ordinal)]));
        _awaitingBoards.RemoveAll(waiting => waiting.AtLeast <= reachable);
    }

    private void OnTerminated(Terminated message)
    {
        if (_clients.Remove(message.ActorRef)) LoseClient(message.ActorRef);
        if (_boards.Find(message.ActorRef) is { } board) LoseBoard(board, "its agent has stopped.");
    }

    private void OnMember(MemberChanged message)
    {
        foreach (var board in _boards.At(message.Address))
        {
            if (message.State == MemberState.Leaving)
            {
                SetLeaving(board);
                continue;
            }

            SetReachable(board, message.State == MemberState.Reachable);
            if (message.State == MemberState.Removed) LoseBoard(board, "its member has left the cluster.");
            else if (!board.Reachable) TellGone(board, "the cluster does not reach its member.");
        }

        if (message.State == MemberState.Removed) ResumeJobsOf(message.Address);
        _tasks.OnBoardChanged();
        if (message.State is MemberState.Reachable or MemberState.Leaving) Schedule();
        else foreach (var client in _clients.Where(client => AddressOf(client).Equals(message.Address)).ToArray()) LoseClient(client);
    }

    private void OnAskBoards(AskBoards message)
    {
        if (_boardsMayCome) return;
        foreach (var held in message.Boards)
        {
            if (_boards.Find(held.Name) is { } board && IsThere(board) && board.Agent.Equals(held.Agent)) continue;
            _pipelines.Tell(new BoardGone(message.Job, held.Name, "the node manager does not reach it."));
        }
    }

    private static Address AddressOf(IActorRef actor) =>
        actor.Path.Address.HasGlobalScope ? actor.Path.Address : ((ExtendedActorSystem)Context.System).Provider.DefaultAddress;

    private void LoseBoard(BoardState board, string reason)
    {
        _log.Warning("Board {0} is gone: {1}", board.Name, reason);
        board.Reachable = false;
        NoteBoard(board, ClusterEventKinds.BoardLost, board.Leaving ? EventSeverity.Information : EventSeverity.Warning, $"is gone: {reason}");
        _activity.Remove(board.Name);
        _boards.Remove(board);
        Context.Unwatch(board.Agent);
        _tasks.OnBoardLost(board, reason);
        TellGone(board, reason);
    }

    private void TellGone(BoardState board, string reason)
    {
        foreach (var job in _running.Values.Where(job => job.Slots.Any(slot => slot.Board == board)).ToArray())
            _pipelines.Tell(new BoardGone(job.Job.Job, board.Name, reason));
        ServeReplacements();
    }

    private void LoseClient(IActorRef client)
    {
        foreach (var job in _queue.All.Where(job => job.Client.Equals(client)).Select(job => job.Job).ToArray())
            Cancel(job, JobFailure.Cancelled, "The client is gone.");
        foreach (var job in _running.Values.Where(job => job.Client.Equals(client)).ToArray())
            End(job, new EndPipeline(job.Job.Job, JobFailure.Cancelled, "The client is gone."));
    }
}
