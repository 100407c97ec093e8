using System.Reflection;
using Akka.Actor;

namespace Akka.Tests.Support;

/// <summary>
/// Gives commands to a system's transport, such as <see cref="Akka.Remote.Transport.SetThrottle"/>. Akka.NET marks the provider and the transport that take them as its own
/// affair, and either engine keeps them out of its public API, so they are found by their names.
/// </summary>
internal static class TransportCommand
{
    /// <summary>Whether the transport, or an adapter of it, did what it was told.</summary>
    public static Task<bool> SendAsync(ActorSystem system, object command)
    {
        var provider = ((ExtendedActorSystem)system).Provider;
        var property = provider.GetType().GetInterfaces().Append(provider.GetType()).Select(type => type.GetProperty("Transport")).FirstOrDefault(found => found is not null)
            ?? throw new InvalidOperationException($"{provider.GetType()} has no transport: akka.actor.provider is neither remote nor cluster.");
        var transport = property.GetValue(provider)!;
        var method = transport.GetType().GetMethod("ManagementCommand", BindingFlags.Public | BindingFlags.Instance, [typeof(object)])!;
        return (Task<bool>)method.Invoke(transport, [command])!;
    }
}
