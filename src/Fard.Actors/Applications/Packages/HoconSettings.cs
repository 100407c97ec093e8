using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Fard.Actors.Applications.Packages;

/// <summary>Reads an application's file in HOCON, without includes and substitutions. HOCON's parser tells no lines: errors name keys alone.</summary>
internal static class HoconSettings
{
    /// <exception cref="ApplicationPackageException">It is no such HOCON.</exception>
    public static Setting Read(string file, string text)
    {
        try
        {
            DeploymentText.CheckShape(text);
        }
        catch (ApplicationConfigurationException exception)
        {
            throw new ApplicationPackageException($"{file}: {exception.Message}", exception);
        }

        Config config;
        try
        {
            config = ConfigurationFactory.ParseString(text);
        }
        catch (Exception exception)
        {
            throw new ApplicationPackageException($"{file}: is no HOCON: {exception.Message}", exception);
        }

        var count = 0;
        return Convert(file, "", config.Root, 0, ref count);
    }

    private static Setting Convert(string file, string path, HoconValue value, int depth, ref int count)
    {
        if (++count > Setting.MaxValues || depth > Setting.MaxDepth)
            throw new ApplicationPackageException($"{file}: {path}: the file is too large; it has at most {Setting.MaxValues} values, nested at most {Setting.MaxDepth} levels deep.");
        if (value.IsObject())
        {
            var map = new Dictionary<string, Setting>(StringComparer.Ordinal);
            foreach (var (name, item) in value.GetObject()!.Items)
            {
                var key = Setting.Spell(name);
                if (!map.TryAdd(key, Convert(file, path.Length == 0 ? key : $"{path}.{key}", item, depth + 1, ref count)))
                    throw new ApplicationPackageException($"{file}: {path}: has {key} twice, with - and with _.");
            }

            return Setting.OfMap(file, 0, path, map);
        }

        if (value.IsArray())
        {
            var list = new List<Setting>();
            foreach (var item in value.GetArray()) list.Add(Convert(file, $"{path}[{list.Count}]", item, depth + 1, ref count));
            return Setting.OfList(file, 0, path, list);
        }

        return Setting.OfText(file, 0, path, value.GetString() ?? "", quoted: false);
    }
}
