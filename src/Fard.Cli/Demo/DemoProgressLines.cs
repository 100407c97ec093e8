using System.Globalization;

namespace Fard.Cli.Demo;

/// <summary>The same progress as lines, where there is no terminal to draw on.</summary>
internal sealed class DemoProgressLines(TextWriter writer) : IDemoProgress
{
    private int _members;
    private int _membersUp;
    private int _jobs;
    private int _jobsDone;

    public void Starting(int members)
    {
        _members = members;
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"starting the cluster: {members} processes"));
    }

    public void MemberIsUp()
    {
        if (++_membersUp == _members)
            writer.WriteLine("the cluster is up");
    }

    public void Sending(int jobs) => _jobs = jobs;

    public void JobIsDone()
    {
        if (++_jobsDone % 10 == 0 || _jobsDone == _jobs)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_jobsDone} of {_jobs} jobs done"));
    }
}
