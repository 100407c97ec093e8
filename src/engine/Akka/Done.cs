namespace Akka;

/// <summary>The result of an operation that has nothing to say but that it completed.</summary>
public sealed class Done
{
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
