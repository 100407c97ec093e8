using System.Reflection;
using System.Text.Json;
using Akka.Configuration.Hocon;
using Akka.Configuration.Hocon.Syntax;

namespace Akka.Configuration;

/// <summary>Makes a <see cref="Config"/> from HOCON text, from an embedded resource or from an object.</summary>
public class ConfigurationFactory
{
    private static readonly Lazy<Config> Reference =
        new(() => FromResource("Akka.Configuration.akka.conf", typeof(ConfigurationFactory).Assembly));

    public static Config Empty => Config.Empty;

    /// <summary>Parses HOCON text that includes no other file.</summary>
    /// <exception cref="ConfigurationException">The text is damaged, or includes a file.</exception>
    public static Config ParseString(string hocon) => ParseString(hocon, null);

    /// <summary>Parses HOCON text.</summary>
    /// <param name="hocon">The text.</param>
    /// <param name="includeCallback">
    /// Called with the name of each included file as the text spells it. It answers with that file, read by
    /// <see cref="Parser.Parse"/> with a callback for the files which that file includes (that is where names relative to
    /// the including file are resolved), or with null where there is no such file.
    /// </param>
    /// <exception cref="ConfigurationException">The text or an included file is damaged or too large.</exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot?>? includeCallback) =>
        new(new HoconRoot(HoconText.Read(hocon, includeCallback, resolveNow: true).Value));

    /// <summary>
    /// The configuration of the application as its host provides it. .NET without System.Configuration has no such
    /// section, so it is empty and a system started with it runs with its reference configuration.
    /// </summary>
    public static Config Load() => Empty;

    /// <summary>The reference configuration of the actor core.</summary>
    public static Config Default() => Reference.Value;

    public static Config FromResource<TAssembly>(string resourceName) =>
        FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>Parses a resource of the assembly that <paramref name="instanceInAssembly"/>'s type (or it itself, being a type or an assembly) stands in.</summary>
    public static Config FromResource(string resourceName, object instanceInAssembly) => instanceInAssembly switch
    {
        Assembly assembly => FromResource(resourceName, assembly),
        Type type => FromResource(resourceName, type.Assembly),
        _ => FromResource(resourceName, instanceInAssembly.GetType().Assembly),
    };

    /// <exception cref="ConfigurationException">The assembly has no such resource, or it is damaged.</exception>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"Assembly {assembly.GetName().Name} has no embedded resource named '{resourceName}'.");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }

    /// <summary>The public properties of <paramref name="source"/>, nested as they are, as a configuration.</summary>
    public static Config FromObject(object source) => ParseString(JsonSerializer.Serialize(source, source.GetType()));
}
