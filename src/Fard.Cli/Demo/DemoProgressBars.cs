using Spectre.Console;

namespace Fard.Cli.Demo;

/// <summary>Two progress bars on standard error: members that are up, jobs that are done.</summary>
internal sealed class DemoProgressBars(ProgressContext context) : IDemoProgress
{
    private ProgressTask? _members;
    private ProgressTask? _jobs;

    /// <summary>Shows the bars while <paramref name="run"/> runs.</summary>
    public static Task<DemoReport> ShowAsync(IAnsiConsole console, Func<IDemoProgress, Task<DemoReport>> run) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => run(new DemoProgressBars(context)));

    public void Starting(int members) => _members = context.AddTask("starting the cluster", maxValue: members);

    public void MemberIsUp() => _members?.Increment(1);

    public void Sending(int jobs) => _jobs = context.AddTask("sending jobs", maxValue: jobs);

    public void JobIsDone() => _jobs?.Increment(1);
}
