namespace Fard.Cli.Demo;

/// <summary>Told how far the demo is.</summary>
internal interface IDemoProgress
{
    void Starting(int members);

    void MemberIsUp();

    void Sending(int jobs);

    void JobIsDone();
}
