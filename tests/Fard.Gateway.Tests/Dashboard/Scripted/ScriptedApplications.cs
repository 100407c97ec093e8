using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Networks.Description;

namespace Fard.Gateway.Tests.Dashboard.Scripted;

/// <summary>Applications of the scripted cluster.</summary>
internal static class ScriptedApplications
{
    public static ApplicationDescription TwoStage { get; } = Create("two_stage_bnn_app", NetworkCatalog.CnvW2A2, "cnvW2A2-cifar10", [("first_stage", 0, 5, 1), ("second_stage", 6, 8, 1)]);

    public static ApplicationDescription Wide { get; } = Create("wide_app", NetworkCatalog.CnvW1A1, "cnvW1A1-cifar10", [("stage_0", 0, 1, 2), ("stage_1", 2, 3, 1), ("stage_2", 4, 8, 1)]) with { Version = 3 };

    public static ApplicationDescription Digits { get; } = Create("digits_app", NetworkCatalog.LfcW1A1, "lfcW1A1-mnist", [("whole", 0, 3, 1)]);

    private static ApplicationDescription Create(string name, NetworkDescription network, string package, (string Name, int First, int Last, int Replicas)[] positions) => new(
        name,
        network.Name,
        [
            .. positions.Select(position => new PositionDescription(
                position.Name,
                new LayerRange(position.First, position.Last),
                $"{package}@{position.First}..{position.Last}",
                new BoardRequirements("pynq-z1"),
                network.StreamBefore(position.First).BytesPerImage,
                network.StreamBefore(position.Last + 1).BytesPerImage)
            {
                Replicas = [.. Enumerable.Range(0, position.Replicas).Select(_ => new ReplicaDescription(1))],
            }),
        ]);
}
