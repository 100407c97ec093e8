using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor.Internal;

/// <summary>The extensions of a system by type, each made once, when first asked for. Whoever asks while it is being made waits.</summary>
internal sealed class ExtensionRegistry(ExtendedActorSystem system)
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();

    public object? Get(Type type) => _extensions.TryGetValue(type, out var extension) ? extension.Value : null;

    public object Register(IExtensionId id)
    {
        var extension = _extensions.GetOrAdd(id.ExtensionType, static (_, state) => new Lazy<object>(() => state.id.CreateExtension(state.system)
            ?? throw new InvalidOperationException($"Extension {state.id.GetType()} made null")), (id, system));
        try
        {
            return extension.Value;
        }
        catch (Exception e)
        {
            _extensions.TryRemove(id.ExtensionType, out _);
            ExceptionDispatchInfo.Throw(e);
            throw;
        }
    }

    /// <summary>Makes the extensions that akka.extensions lists.</summary>
    public void LoadConfigured(Config config)
    {
        foreach (var name in config.GetStringList("akka.extensions"))
            Register(Activation.Create<IExtensionId>(name, "akka.extensions"));
    }
}
