using System.Reflection;
using Akka.Configuration;

namespace Akka.Util;

/// <summary>Makes the objects that a configuration names by type.</summary>
internal static class Activation
{
    /// <exception cref="ConfigurationException">There is no such type, or it has no constructor for the arguments.</exception>
    public static T Create<T>(string typeName, string setting, params object?[] arguments)
        where T : class
    {
        var type = Find(typeName) ?? throw new ConfigurationException($"[{typeName}] (set by {setting}) is no type that can be found: write 'Namespace.Type, Assembly'");
        if (!typeof(T).IsAssignableFrom(type))
            throw new ConfigurationException($"[{typeName}] (set by {setting}) is not a {typeof(T)}");
        try
        {
            return (T)Activator.CreateInstance(type, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, null, arguments, null)!;
        }
        catch (MissingMethodException e)
        {
            throw new ConfigurationException($"[{typeName}] (set by {setting}) has no constructor ({string.Join(", ", arguments.Select(a => a?.GetType().Name ?? "null"))})", e);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    /// <summary>Finds a type by its assembly-qualified name, or by its full name in the engine or any loaded assembly.</summary>
    public static Type? Find(string typeName)
    {
        if (Type.GetType(typeName, throwOnError: false) is { } type)
            return type;
        if (typeName.Contains(','))
            return null;
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetType(typeName, throwOnError: false) is { } found)
                return found;
        }

        return null;
    }
}
