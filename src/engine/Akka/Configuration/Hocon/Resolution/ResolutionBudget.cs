using Akka.Configuration.Hocon.Syntax;

namespace Akka.Configuration.Hocon.Resolution;

/// <summary>Bounds depth and size of what substitutions make: ten lines can double a text a thousand times.</summary>
internal sealed class ResolutionBudget
{
    private const int CharactersPerStep = 64;
    private const int DefinitionsPerStep = 16;
    private int _depth;
    private int _steps;

    internal void Enter()
    {
        Spend(1);
        if (++_depth > HoconLimits.ResolutionDepth)
            throw new ConfigurationException($"The HOCON text nests its values and substitutions deeper than {HoconLimits.ResolutionDepth} levels.");
    }

    internal void Leave() => _depth--;

    internal void CountText(int length) => Spend(1 + (length / CharactersPerStep));

    internal void CountScan(int length) => Spend(length / DefinitionsPerStep);

    internal HoconValue Count(HoconValue value)
    {
        Spend(value.Values[0] switch
        {
            HoconObject nested => nested.Items.Count,
            HoconArray array => array.Count,
            _ => 1,
        });
        return value;
    }

    private void Spend(int steps)
    {
        _steps += steps;
        if (_steps > HoconLimits.ResolutionSteps)
            throw new ConfigurationException($"Resolving the HOCON text's substitutions makes more than {HoconLimits.ResolutionSteps} values.");
    }
}
