using Fard.Programs;

namespace Fard.Actors.Programs;

/// <summary>
/// Runs programs in C#: classes of an application's assembly, loaded in a context of their own, in this process. What they share with the runtime is the
/// seam (<c>Fard.Programs</c>) and what that needs; anything else they bring along.
/// </summary>
/// <remarks>
/// A program in this process is trusted: it can be asked to stop but not ended by force, and its share of a core and of memory is only what its author
/// makes of it.
/// </remarks>
public sealed class AssemblyRuntime : IProgramRuntime
{
    public string Name => "dotnet";

    public bool Runs(string mainFile) => mainFile.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    public ITaskProgram CreateTask(ProgramSource source)
    {
        var context = Load(source, typeof(ITaskProgram), out var type);
        return new LoadedTask(context, Create<ITaskProgram>(context, type));
    }

    public IJobProgram CreateJob(ProgramSource source)
    {
        var context = Load(source, typeof(IJobProgram), out var type);
        return new LoadedJob(context, Create<IJobProgram>(context, type));
    }

    private static ProgramLoadContext Load(ProgramSource source, Type seam, out Type type)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.OwnProcess) throw new ProgramException($"{source.MainFile}: programs in C# run in the process of their board; take own_process away.");
        var path = Path.GetFullPath(source.MainFile, source.Folder);
        if (!File.Exists(path)) throw new ProgramException($"{source.MainFile} cannot be loaded: there is no such file in the application's folder.");
        var context = new ProgramLoadContext(path);
        try
        {
            type = Choose(context.LoadFromAssemblyPath(path).GetExportedTypes(), source, seam);
            return context;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException or UnauthorizedAccessException)
        {
            context.Unload();
            throw new ProgramException($"{source.MainFile} cannot be loaded: {exception.Message}", exception);
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    private static Type Choose(Type[] types, ProgramSource source, Type seam)
    {
        Type[] fitting = [.. types.Where(type => type is { IsClass: true, IsAbstract: false } && seam.IsAssignableFrom(type))];
        if (fitting.Length == 1) return fitting[0];
        var wanted = source.Name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        Type[] named = [.. fitting.Where(type => string.Equals(type.Name, wanted, StringComparison.OrdinalIgnoreCase))];
        if (named.Length == 1) return named[0];
        var kind = seam == typeof(ITaskProgram) ? nameof(FardTask) : nameof(FardJob);
        throw new ProgramException(fitting.Length == 0
            ? $"{source.MainFile} has no public class that extends {kind}."
            : $"{source.MainFile} has {fitting.Length} public classes that extend {kind} ({string.Join(", ", fitting.Select(type => type.Name))}); name one of them as the task or job, {source.Name}.");
    }

    private static T Create<T>(ProgramLoadContext context, Type type)
    {
        try
        {
            return (T)Activator.CreateInstance(type)!;
        }
        catch (Exception exception) when (exception is MissingMethodException or System.Reflection.TargetInvocationException)
        {
            context.Unload();
            throw new ProgramException($"{type.Name} cannot be made: {(exception.InnerException ?? exception).Message} It needs a public constructor without parameters.", exception);
        }
    }

    private sealed class LoadedTask(ProgramLoadContext context, ITaskProgram program) : ITaskProgram, IKeyedProgram
    {
        public Task RunAsync(ITaskContext task, Action ready, CancellationToken stopping) => program.RunAsync(task, ready, stopping);

        public ValueTask HandleAsync(TaskEvent received, CancellationToken cancellationToken) => program.HandleAsync(received, cancellationToken);

        public ValueTask<ReadOnlyMemory<byte>> HandleKeyedAsync(TaskEvent received, string key, ReadOnlyMemory<byte> state, CancellationToken cancellationToken) =>
            program is IKeyedProgram keyed
                ? keyed.HandleKeyedAsync(received, key, state, cancellationToken)
                : throw new ProgramException("The task is keyed, but its class does not extend FardKeyedTask.");

        public ValueTask CheckAsync(CancellationToken cancellationToken) => program.CheckAsync(cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await program.DisposeAsync();
            context.Unload();
        }
    }

    private sealed class LoadedJob(ProgramLoadContext context, IJobProgram program) : IJobProgram
    {
        public int MaxRunsInFlight => program.MaxRunsInFlight;

        public Task StartAsync(JobContext job, CancellationToken cancellationToken) => program.StartAsync(job, cancellationToken);

        public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken) =>
            program.RunAsync(input, output, imageCount, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await program.DisposeAsync();
            context.Unload();
        }
    }
}
