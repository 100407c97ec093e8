using Akka.Actor;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.NodeManagement;

public class FairJobQueueSpec
{
    private readonly FairJobQueue _queue = new();

    [Fact]
    public void A_clients_jobs_keep_their_order()
    {
        var jobs = Enumerable.Range(0, 5).Select(_ => Add("ann")).ToArray();
        Drain().ShouldBe(jobs);
    }

    [Fact]
    public void Clients_take_turns()
    {
        var ann = Enumerable.Range(0, 3).Select(_ => Add("ann")).ToArray();
        var bob = Enumerable.Range(0, 2).Select(_ => Add("bob")).ToArray();
        var cid = Add("cid");
        Drain().ShouldBe([ann[0], bob[0], cid, ann[1], bob[1], ann[2]]);
    }

    [Fact]
    public void A_client_with_many_jobs_does_not_keep_a_later_one_waiting()
    {
        for (var i = 0; i < 100; i++) Add("ann");
        var first = _queue.Heads.First();
        _queue.Take(first);
        var bob = Add("bob");
        Drain().Take(2).ShouldContain(bob);
    }

    [Fact]
    public void A_job_that_gives_up_leaves_its_clients_turn_to_the_next()
    {
        var ann = new[] { Add("ann"), Add("ann") };
        var bob = Add("bob");
        _queue.Remove(ann[0]).ShouldBeTrue();
        _queue.Remove(ann[0]).ShouldBeFalse();
        _queue.Count.ShouldBe(2);
        Drain().ShouldBe([ann[1], bob]);
        _queue.Count.ShouldBe(0);
    }

    [Fact]
    public void Counts_by_application()
    {
        Add("ann", "one");
        Add("ann", "two");
        Add("bob", "one");
        _queue.CountOf("one").ShouldBe(2);
        _queue.CountOf("none").ShouldBe(0);
    }

    private JobId Add(string client, string application = "app")
    {
        var request = new SubmitJob(JobId.New(), application, client, 1, TinyNetwork.InputBytes, TimeSpan.Zero);
        _queue.Enqueue(new QueuedJob(request, TinyNetwork.Application(application), ActorRefs.Nobody));
        return request.Job;
    }

    private List<JobId> Drain()
    {
        var order = new List<JobId>();
        while (_queue.Count > 0)
        {
            var job = _queue.Heads.First();
            _queue.Take(job);
            order.Add(job.Job);
        }

        return order;
    }
}
