using System.Collections.Immutable;
using System.Globalization;
using Akka.Configuration;
using Fard.Actors.Applications;
using Fard.Actors.Members;

namespace Fard.Gateway.Inference.Models;

/// <summary>
/// Names of models' classes: from <c>fard.gateway.labels</c>, else by the data set that the bitstream package's name ends with (<c>-cifar10</c>, <c>-mnist</c>),
/// because the parameters that hold them are on the boards.
/// </summary>
public sealed class ModelLabels
{
    private const string Root = "fard.gateway.labels";
    private const int Most = 4096;

    private static readonly ImmutableArray<string> Cifar10 = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
    private static readonly ImmutableArray<string> Digits = [.. Enumerable.Range(0, 10).Select(digit => digit.ToString(CultureInfo.InvariantCulture))];

    private readonly ImmutableDictionary<string, ImmutableArray<string>> _configured;

    private ModelLabels(ImmutableDictionary<string, ImmutableArray<string>> configured) => _configured = configured;

    /// <summary>Nothing but data sets that are known here.</summary>
    public static ModelLabels Known { get; } = new(ImmutableDictionary<string, ImmutableArray<string>>.Empty);

    /// <summary>Reads what is configured.</summary>
    /// <exception cref="FardConfigurationException">A list is empty or too long.</exception>
    public static ModelLabels Read(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (!config.HasPath(Root)) return Known;
        var labels = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var name in config.GetConfig(Root).AsEnumerable().Select(entry => entry.Key))
        {
            var list = config.GetStringList($"{Root}.{FardConfig.Quote(name)}");
            if (list.Count is 0 or > Most) throw new FardConfigurationException($"{Root}.{name} has {list.Count} names; expected a list of 1 to {Most}, in the order of the scores.");
            labels.Add(name, [.. list]);
        }

        return new ModelLabels(labels.ToImmutable());
    }

    /// <summary>The names of an application's classes; empty: not known.</summary>
    public ImmutableArray<string> Of(ApplicationDescription application)
    {
        ArgumentNullException.ThrowIfNull(application);
        if (_configured.TryGetValue(application.Name, out var configured)) return configured;
        var package = application.Positions[^1].PackageName;
        return package.EndsWith("-cifar10", StringComparison.Ordinal) ? Cifar10 : package.EndsWith("-mnist", StringComparison.Ordinal) ? Digits : [];
    }
}
