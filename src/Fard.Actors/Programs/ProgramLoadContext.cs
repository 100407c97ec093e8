using System.Reflection;
using System.Runtime.Loader;
using Fard.Programs;

namespace Fard.Actors.Programs;

/// <summary>
/// The assemblies of one program. The seam and what it is made of come from the runtime, so that both mean the same types; everything else comes from the
/// application's folder, whatever versions other programs have.
/// </summary>
internal sealed class ProgramLoadContext(string mainFile) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(mainFile), isCollectible: true)
{
    private static readonly HashSet<string> Shared = SharedWith(typeof(ITaskProgram).Assembly);

    private readonly AssemblyDependencyResolver _resolver = new(mainFile);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || Shared.Contains(name)) return null;
        var path = _resolver.ResolveAssemblyToPath(assemblyName) ?? Path.Combine(Path.GetDirectoryName(mainFile)!, $"{name}.dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    // The assembly of the seam, and those of ours that its types show.
    private static HashSet<string> SharedWith(Assembly seam)
    {
        var shared = new HashSet<string>(StringComparer.Ordinal) { seam.GetName().Name! };
        foreach (var reference in seam.GetReferencedAssemblies().Where(reference => reference.Name!.StartsWith("Fard.", StringComparison.Ordinal)))
        {
            foreach (var name in SharedWith(Assembly.Load(reference))) shared.Add(name);
        }

        return shared;
    }
}
