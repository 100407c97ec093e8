using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Resources;

namespace Fard.Gateway.Dashboard.Live;

/// <summary>Resources of loaded bitstreams by the planner's model, for boards that report none.</summary>
/// <param name="findNetwork">Finds networks by name; null: not known.</param>
internal sealed class ModelledResources(Func<string, NetworkDescription?> findNetwork)
{
    private const int MostKept = 1024;

    private readonly ConcurrentDictionary<(string Network, LayerRange Layers, string Board), ImmutableSortedDictionary<string, double>> _known = new();

    /// <summary>Percent of the board by resource; empty: no application has that bitstream, or its network or the board is not known here.</summary>
    public ImmutableSortedDictionary<string, double> Of(string bitstream, string boardType, ImmutableArray<ApplicationDescription> applications)
    {
        foreach (var application in applications)
        {
            if (application.Positions.FirstOrDefault(position => position.Bitstream == bitstream) is not { } position) continue;
            if (_known.Count >= MostKept) _known.Clear();
            return _known.GetOrAdd((application.Network, position.Layers, boardType), key => Model(key.Network, key.Layers, key.Board));
        }

        return ImmutableSortedDictionary<string, double>.Empty;
    }

    private ImmutableSortedDictionary<string, double> Model(string network, LayerRange layers, string boardType) =>
        findNetwork(network) is { } description && layers.Last < description.Layers.Length && BoardCatalog.TryFind(boardType) is { } board
            ? ResourceModel.Of(description, layers).FitTo(board).ShareOf(ResourceVector.CapacityOf(board)).Amounts()
                .ToImmutableSortedDictionary(share => share.Kind.Label(), share => Math.Round(100 * share.Amount, 1))
            : ImmutableSortedDictionary<string, double>.Empty;
}
