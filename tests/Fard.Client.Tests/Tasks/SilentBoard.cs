using Akka.Actor;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Members;
using Fard.Actors.Messages;
using Fard.Client.Tests.Pipelines;

namespace Fard.Client.Tests.Tasks;

/// <summary>A member that registers as a board and answers nothing from then on.</summary>
internal sealed class SilentBoard : IAsyncDisposable
{
    private readonly FardMember _member;

    private SilentBoard(FardMember member) => _member = member;

    public static async Task<SilentBoard> StartAsync(TaskCluster cluster, int cpuMilli)
    {
        var member = await FardMember.StartAsync(TestCluster.Config("client", cluster.Members.Head));
        var info = new BoardInfo("silent", "pynq-z1", new DataEndpoint("127.0.0.1", 1), [], []) { CpuMilli = cpuMilli, MemoryBytes = 1 << 20 };
        member.System.ActorOf(Props.Create(() => new Agent(member.NodeManager, info)));
        var silent = new SilentBoard(member);
        await cluster.UntilAsync(async () => (await cluster.Client.ListBoardsAsync()).Any(board => board.Board.Name == "silent"));
        return silent;
    }

    public ValueTask DisposeAsync() => _member.DisposeAsync();

    private sealed class Agent : ReceiveActor
    {
        public Agent(IActorRef nodeManager, BoardInfo info)
        {
            ReceiveAny(_ => { });
            nodeManager.Tell(new RegisterBoard(info));
        }
    }
}
