using Fard.Actors.Jobs;
using Fard.Actors.NodeManagement;

namespace Fard.Actors.Tests.NodeManagement;

public class DoneJobsSpec
{
    [Fact]
    public void Remembers_the_last_and_forgets_the_oldest()
    {
        var done = new DoneJobs(2);
        var jobs = Enumerable.Range(0, 3).Select(_ => JobId.New()).ToArray();
        foreach (var job in jobs)
        {
            done.Add(job);
            done.Add(job);
        }

        jobs.Select(done.Contains).ShouldBe([false, true, true]);
    }

    [Fact]
    public void May_remember_nothing()
    {
        var done = new DoneJobs(0);
        var job = JobId.New();
        done.Add(job);
        done.Contains(job).ShouldBeFalse();
    }
}
