using System.Collections.Immutable;
using Fard.Hardware.Functions.TrafficCount;

namespace Fard.Hardware.Functions;

/// <summary>The functions that packages can name.</summary>
public static class FunctionCatalog
{
    public static ImmutableArray<KernelFunction> All { get; } = [TrafficCountFunction.Instance];

    /// <summary>The function of that name; null where there is none.</summary>
    public static KernelFunction? TryFind(string name) => All.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.Ordinal));
}
