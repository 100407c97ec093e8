using Fard.Gateway.Dashboard.Live;
using Fard.Gateway.Tests.Dashboard.Scripted;
using Fard.Networks.Description;

namespace Fard.Gateway.Tests.Dashboard.Live;

public sealed class ModelledResourcesSpec
{
    private readonly ModelledResources _resources = new(NetworkCatalog.TryFind);

    [Fact]
    public void A_position_s_bitstream_has_the_model_s_resources() =>
        _resources.Of("cnvW2A2-cifar10@0..5", "pynq-z1", [ScriptedApplications.Digits, ScriptedApplications.TwoStage])["BRAM36"].ShouldBeInRange(80, 95);

    [Theory]
    [InlineData("", "pynq-z1")]
    [InlineData("cnvW2A2-cifar10@0..4", "pynq-z1")]
    [InlineData("cnvW2A2-cifar10@0..5", "de10")]
    public void What_is_not_known_has_none(string bitstream, string board) => _resources.Of(bitstream, board, [ScriptedApplications.TwoStage]).ShouldBeEmpty();

    [Fact]
    public void A_network_that_is_not_known_has_none() =>
        new ModelledResources(_ => null).Of("cnvW2A2-cifar10@0..5", "pynq-z1", [ScriptedApplications.TwoStage]).ShouldBeEmpty();
}
