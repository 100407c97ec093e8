namespace Fard.MultiNode.Tests.Processes;

/// <summary>One run of the <c>fard</c> command as a user starts it: a process of its own.</summary>
internal sealed class FardProcess : ChildProcess
{
    private FardProcess(IReadOnlyList<string> prefix, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments)
        : base([.. prefix, "dotnet", Path.Combine(AppContext.BaseDirectory, "fard.dll"), .. arguments], environment)
    {
    }

    public static FardProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    public static FardProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => new([], environment, arguments);

    /// <summary>Starts it by another program, such as <c>ip netns exec NAME</c>.</summary>
    public static FardProcess StartBy(IReadOnlyList<string> prefix, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        new(prefix, environment, arguments);
}
