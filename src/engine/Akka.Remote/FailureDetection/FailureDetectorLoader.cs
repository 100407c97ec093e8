using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Makes the failure detector that a configuration names.</summary>
internal static class FailureDetectorLoader
{
    public static FailureDetector Load(string typeName, Config config, EventStream eventStream)
    {
        var type = Type.GetType(typeName)
            ?? throw new ConfigurationException($"Failure detector [{typeName}] is not a type that can be loaded; give its assembly-qualified name in implementation-class.");
        return (FailureDetector)Activator.CreateInstance(type, config, eventStream)!;
    }
}
