using Fard.Actors.Jobs;
using Fard.Actors.Observation;

namespace Fard.Actors.Tests.Observation;

public class EndedJobsSpec
{
    private static JobRecord Ended(JobId job, JobOutcome outcome = JobOutcome.Done) =>
        new(new JobStatus(job, "app", "client", 1, JobPhase.Ending, 1, []), outcome, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Keeps_the_last_ones_and_forgets_the_oldest()
    {
        var jobs = new EndedJobs(2);
        var ids = Enumerable.Range(0, 3).Select(_ => JobId.New()).ToArray();
        foreach (var id in ids) jobs.Add(Ended(id));
        jobs.Newest.Select(record => record.Status.Job).ShouldBe([ids[2], ids[1]]);
        jobs.Find(ids[0]).ShouldBeNull();
        jobs.Find(ids[2]).ShouldNotBeNull();
    }

    [Fact]
    public void A_job_that_was_run_again_has_one_record()
    {
        var jobs = new EndedJobs(2);
        var id = JobId.New();
        jobs.Add(Ended(id, JobOutcome.Failed));
        jobs.Add(Ended(id));
        jobs.Newest.Single().Outcome.ShouldBe(JobOutcome.Done);
        jobs.Forget(id);
        jobs.Newest.ShouldBeEmpty();
    }

    [Fact]
    public void May_keep_nothing()
    {
        var jobs = new EndedJobs(0);
        jobs.Add(Ended(JobId.New()));
        jobs.Newest.ShouldBeEmpty();
    }
}
