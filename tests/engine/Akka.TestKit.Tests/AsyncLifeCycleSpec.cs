using Akka.Actor;

namespace Akka.TestKit.Tests;

public class AsyncLifeCycleSpec : Xunit2.TestKit, IAsyncLifetime
{
    private IActorRef _echo = ActorRefs.Nobody;

    public async Task InitializeAsync()
    {
        _echo = ActorOf(TestActors.SimpleEchoActor.Props());
        await Task.Run(() => _echo.Tell("warm up", ActorRefs.NoSender));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Tells_as_the_test_actor_behind_an_asynchronous_start()
    {
        _echo.Tell("hello");
        ExpectMsg("hello");
    }

    [Fact]
    public async Task Tells_as_the_test_actor_in_an_asynchronous_test_too()
    {
        for (var i = 0; i < 20; i++)
        {
            _echo.Tell(i);
            await ExpectMsgAsync(i);
        }
    }
}
