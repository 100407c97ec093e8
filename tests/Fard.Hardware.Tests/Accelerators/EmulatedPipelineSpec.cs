using Fard.Hardware.Accelerators;
using Fard.Hardware.Boards;
using Fard.Networks.BitPlanes;
using Fard.Networks.Parameters;
using Fard.Networks.Reference;

namespace Fard.Hardware.Tests.Accelerators;

public class EmulatedPipelineSpec(LoadedPackage loaded) : IClassFixture<LoadedPackage>
{
    private const int Images = 2;

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(7)]
    public async Task Two_boards_compute_what_the_whole_network_does(int split)
    {
        var whole = loaded.Store.Load("small");
        var input = new byte[Images * whole.Input.BytesPerImage];
        new Random(split).NextBytes(input);
        var expected = new byte[Images * whole.Output.BytesPerImage];
        new ReferenceExecutor(ParameterFolder.Load(whole.Network, whole.ParameterFolder), whole.Layers).Execute(input, expected, Images);

        await using var front = await Board($"small@0..{split}");
        await using var back = await Board($"small@{split + 1}..8");
        var middle = new byte[Images * whole.Network.StreamBefore(split + 1).BytesPerImage];
        var output = new byte[expected.Length];
        await front.RunAsync(input, middle, Images, default);
        await back.RunAsync(middle, output, Images, default);

        output.ShouldBe(expected);
    }

    private async Task<EmulatedAccelerator> Board(string package)
    {
        var device = new EmulatedAccelerator(BoardCatalog.PynqZ1, (_, parameters, range) => new BitPlaneExecutor(parameters, range));
        await device.LoadAsync(loaded.Store.Load(package), default);
        return device;
    }
}
