using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Makes the serializers that a configuration names.</summary>
internal static class SerializerFactory
{
    /// <summary>Serializers of Akka.NET for any CLR type. The embedded engine has one for that, under each of these names,
    /// so that the same hocon configures both engines.</summary>
    private static readonly string[] General =
    [
        "Akka.Serialization.NewtonSoftJsonSerializer",
        "Akka.Serialization.HyperionSerializer",
        "Akka.Serialization.AllowListJsonSerializer",
    ];

    public static Serializer Create(string typeName, string setting, ExtendedActorSystem system)
    {
        if (General.Contains(typeName.Split(',')[0].Trim()))
            return new AllowListJsonSerializer(system);
        var type = Activation.Find(typeName) ?? throw new ConfigurationException($"[{typeName}] (set by {setting}) is no type that can be found: write 'Namespace.Type, Assembly'");
        return type.GetConstructor([typeof(ExtendedActorSystem), typeof(Config)]) is null
            ? Activation.Create<Serializer>(typeName, setting, system)
            : Activation.Create<Serializer>(typeName, setting, system, system.Settings.Config.GetConfig($"akka.actor.serialization-settings.{setting.Split('.')[^1]}"));
    }
}
