using System.Collections.Immutable;
using System.Text.Json;
using Akka.Configuration;
using Fard.Networks.Description;

namespace Fard.Actors.Applications.Packages;

/// <summary>
/// Reads one pipeline: what a head's configuration says below <c>fard.head.applications.NAME</c>, with the same reader. A position whose <c>job_name</c> is
/// one of the application's jobs runs that job's program.
/// </summary>
internal static class PipelineReader
{
    public static ApplicationDescription Read(Setting pipeline, ImmutableDictionary<string, PositionProgram> jobs, Func<string, NetworkDescription?> findNetwork)
    {
        var name = ManifestReader.NameOf(pipeline, "name");
        var config = ConfigurationFactory.ParseString(ToHocon(pipeline));
        try
        {
            return new ApplicationReader(findNetwork) { Programs = jobs }.Read(name, config);
        }
        catch (ApplicationConfigurationException exception)
        {
            throw At(pipeline, exception.Key[(exception.Key.IndexOf($".{name}", StringComparison.Ordinal) + name.Length + 1)..])
                .Refuse(exception.Message[(exception.Key.Length + 2)..], exception);
        }
    }

    // HOCON takes JSON; keys there are written with '-'.
    private static string ToHocon(Setting setting)
    {
        if (setting.IsMap) return $"{{{string.Join(", ", setting.Entries.Select(entry => $"{Quote(entry.Key.Replace('_', '-'))}: {ToHocon(entry.Value)}"))}}}";
        if (setting.IsList) return $"[{string.Join(", ", setting.Items.Select(ToHocon))}]";
        return Quote(setting.Text);
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, JsonSerializerOptions.Default);

    // The nearest value that the reader's key leads to: ".positions[1].layers".
    private static Setting At(Setting pipeline, string path)
    {
        var found = pipeline;
        foreach (var part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = part[0] == '[' && int.TryParse(part.Trim('[', ']'), out var index)
                ? found.IsList && index < found.Items.Count ? found.Items[index] : null
                : found.IsMap ? found.Find(Setting.Spell(part)) : null;
            if (next is null) break;
            found = next;
        }

        return found;
    }
}
