using System.Diagnostics;
using System.Globalization;
using Fard.Actors.Jobs;
using Xunit.Abstractions;

namespace Fard.MultiNode.Tests.Soak;

/// <summary>Thousands of small jobs while members, links and connections fail: every job has its own scores or a typed error, and nothing is left over.</summary>
[Collection(nameof(Alone))]
public class SoakSpec(ITestOutputHelper output)
{
    private const int Heads = 2;
    private const int Boards = 8;
    private const int Clients = 4;
    private const int WarmUpJobs = 200;

    /// <summary>What fails for other reasons is rare.</summary>
    private const double ShareThatSucceeds = 0.995;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_job_ends_with_exactly_its_scores_or_a_typed_error_and_nothing_leaks()
    {
        var settings = SoakSettings.Read();
        var clock = Stopwatch.StartNew();
        Log(string.Create(CultureInfo.InvariantCulture, $"FARD_SOAK_SEED={settings.Seed}, {settings.Jobs} jobs, at most {settings.Limit.TotalSeconds} s"));
        using var log = settings.LogFile is null ? null : new StreamWriter(settings.LogFile) { AutoFlush = true };
        if (log is not null) Console.SetOut(TextWriter.Synchronized(log));
        await using var cluster = await SoakCluster.StartAsync(Heads, Boards, Clients, log is null ? "OFF" : "INFO", Log);
        var jobs = new SoakJobs(settings.Seed);
        await cluster.UntilIdleAsync(Patience);
        Log("every member is up");
        await jobs.RunAsync(cluster.Clients, WarmUpJobs, CancellationToken.None);
        jobs.Failed.Select(failure => failure.Message).Distinct().ShouldBeEmpty("nothing has failed yet");
        await cluster.UntilIdleAsync(Patience);
        var before = await Holdings.CountAsync(cluster);
        Log($"before: {before}");

        using var timeIsOver = new CancellationTokenSource(settings.Limit);
        using var jobsAreSent = CancellationTokenSource.CreateLinkedTokenSource(timeIsOver.Token);
        var faults = new SoakFaults(cluster, settings.Seed, settings.HeadKills, Log);
        var injecting = settings.Faults ? faults.RunAsync(jobsAreSent.Token) : Task.CompletedTask;
        await jobs.RunAsync(cluster.Clients, settings.Jobs, timeIsOver.Token);
        var took = clock.Elapsed;
        await jobsAreSent.CancelAsync();
        await injecting;
        await cluster.UntilIdleAsync(Patience);

        var ended = jobs.Right + jobs.Failed.Count;
        Log(string.Create(CultureInfo.InvariantCulture, $"{ended} jobs in {took.TotalSeconds:0} s: {jobs.Right} with their scores ({(double)jobs.Right / ended:P2}), {jobs.Failed.Count} with a typed error; faults: {faults.Counts}"));
        foreach (var kind in jobs.Failed.GroupBy(failure => failure.Failure))
            Log($"{kind.Count()} x {kind.Key}, such as {kind.First().Job}: {kind.First().Message}");
        jobs.Wrong.ShouldBeEmpty();
        ended.ShouldBeGreaterThan(WarmUpJobs);
        // At any time at least four of the eight boards are there, and a job needs two: no job has to fail because it lost one.
        jobs.Failed.Where(failure => failure.Failure == JobFailure.BoardLost).Select(failure => failure.Message).ShouldBeEmpty();
        jobs.Right.ShouldBeGreaterThanOrEqualTo((int)(ended * ShareThatSucceeds));

        var after = await Holdings.CountAsync(cluster);
        Log($"after: {after}");
        after.ShouldHoldNoMoreThan(before, ended);

        void Log(string text) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:0.0} {text}"));
    }
}
