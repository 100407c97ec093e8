using System.Globalization;
using Fard.Actors.Observation;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters.Following;

/// <summary>The progress of one job on standard error: redrawn in place on a terminal; elsewhere a line for each state and each tenth.</summary>
internal sealed class ProgressLines(Terminal terminal, TimeProvider time)
{
    private const int BarWidth = 24;

    private int _drawn;
    private string _last = "";

    public void Show(JobRecord job)
    {
        if (terminal.ErrorIsTerminal)
            Redraw(job);
        else
            Append(job);
    }

    private void Append(JobRecord job)
    {
        var tenths = (int)(10 * JobProgress.ShareOf(job));
        var mark = $"{Words.StateOf(job)} {tenths}";
        if (mark == _last)
            return;
        _last = mark;
        terminal.RawError.WriteLine(Summary(job));
    }

    private void Redraw(JobRecord job)
    {
        var lines = new List<string> { Summary(job) };
        lines.AddRange(job.Positions.Select(Line));
        if (_drawn > 0)
            terminal.RawError.Write(string.Create(CultureInfo.InvariantCulture, $"\u001b[{_drawn}A\u001b[J"));
        foreach (var line in lines)
            terminal.RawError.WriteLine(line);
        terminal.RawError.Flush();
        _drawn = lines.Count;
    }

    private string Summary(JobRecord job)
    {
        var left = JobProgress.LeftOf(job, time.GetUtcNow()) is { } rest ? $", {Words.Duration(rest)} left" : "";
        return $"job {job.Status.Job.ToShortString()}: {Words.StateOf(job)}, {Words.Percent(JobProgress.ShareOf(job))}{left}";
    }

    private static string Line(PositionRecord position)
    {
        var share = position.ChunksDue == 0 ? 1 : Math.Clamp((double)position.ChunksDone / position.ChunksDue, 0, 1);
        var filled = (int)(share * BarWidth);
        var step = position.Timeline.IsEmpty ? "" : Words.Of(position.Timeline[^1].Step);
        return $"  {position.JobName,-16} {position.Board,-20} {new string('#', filled)}{new string('.', BarWidth - filled)} {Words.Percent(share),4}  {step}";
    }
}
