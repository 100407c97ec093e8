using System.Text.Json;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Cli.CommandLine;
using Fard.Cli.Inference;

namespace Fard.Cli.Clusters.Following;

/// <summary>Shows a job's progress until it ends, and what came of it.</summary>
internal sealed class JobFollower(Terminal terminal, TimeProvider time, JobFolder folder)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // The background process writes its report a little after the cluster says that the job is done.
    private static readonly TimeSpan ReportWait = TimeSpan.FromSeconds(10);

    /// <summary>Follows a job that this command has started in the background.</summary>
    public async Task<int> FollowAsync(ClusterConnection connection, JobId job, BackgroundSubmission submission, bool json, CancellationToken cancellationToken)
    {
        try
        {
            var progress = new ProgressLines(terminal, time);
            using var timer = new PeriodicTimer(Interval, time);
            while (!submission.HasExited)
            {
                if (await connection.View.FindJobAsync(job, cancellationToken).ConfigureAwait(false) is { } record)
                    progress.Show(record);
                await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            terminal.RawError.WriteLine($"Detached. Job {job} goes on in the background (process {submission.Pid}).");
            terminal.RawError.WriteLine($"  Come back with 'fard jobs follow {job.ToShortString()}'; give it up with 'fard jobs cancel {job.ToShortString()}'. Its classes come to {folder.ReportOf(job)}");
            return ExitCodes.Interrupted;
        }

        if (submission.ExitCode == ExitCodes.Success)
            return PrintReport(job, json);
        var log = File.Exists(folder.LogOf(job)) ? await File.ReadAllTextAsync(folder.LogOf(job), cancellationToken).ConfigureAwait(false) : "";
        terminal.RawError.Write(log.Length > 0 ? log : $"error: the submission ended with exit code {submission.ExitCode}.{Environment.NewLine}");
        return submission.ExitCode;
    }

    /// <summary>Follows any job, and prints its results where they are on this machine.</summary>
    public async Task<int> FollowAsync(ClusterConnection connection, JobId job, bool json, CancellationToken cancellationToken)
    {
        var progress = new ProgressLines(terminal, time);
        using var timer = new PeriodicTimer(Interval, time);
        JobRecord? record;
        while ((record = await connection.View.FindJobAsync(job, cancellationToken).ConfigureAwait(false)) is { Outcome: JobOutcome.None })
        {
            progress.Show(record);
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }

        if (record is null && !File.Exists(folder.ReportOf(job)))
            throw new CliException($"The node manager knows no job {job}.", "See 'fard jobs list'; the node manager forgets jobs that ended long ago.");
        if (record is not null)
            progress.Show(record);
        if (record is { Outcome: not JobOutcome.Done })
            throw new CliException($"Job {job} {(record.Outcome == JobOutcome.Cancelled ? "was cancelled" : $"failed ({record.Failure})")}: {record.Reason}", $"See 'fard jobs describe {job.ToShortString()}'.");
        return await WaitForReportAsync(job, cancellationToken).ConfigureAwait(false) ? PrintReport(job, json) : Done(job);
    }

    private async Task<bool> WaitForReportAsync(JobId job, CancellationToken cancellationToken)
    {
        // Only a submission that was made in the background on this machine has a log here.
        if (!File.Exists(folder.LogOf(job)))
            return File.Exists(folder.ReportOf(job));
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, time);
        while (!File.Exists(folder.ReportOf(job)) && time.GetElapsedTime(began) < ReportWait)
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        return File.Exists(folder.ReportOf(job));
    }

    private int Done(JobId job)
    {
        terminal.RawOutput.WriteLine($"Job {job} is done; its results went to the client that sent it.");
        return ExitCodes.Success;
    }

    private int PrintReport(JobId job, bool json)
    {
        InferenceReport? report;
        try
        {
            report = JsonSerializer.Deserialize<InferenceReport>(File.ReadAllText(folder.ReportOf(job)), JsonSerializerOptions.Web);
        }
        catch (JsonException exception)
        {
            throw new CliException($"The report {folder.ReportOf(job)} is damaged: {exception.Message}", "Submit the job again.");
        }

        (report ?? throw new CliException($"The report {folder.ReportOf(job)} is empty.", "Submit the job again.")).Print(terminal, json);
        return ExitCodes.Success;
    }
}
