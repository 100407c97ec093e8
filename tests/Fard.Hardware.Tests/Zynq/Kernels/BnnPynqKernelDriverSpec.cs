using Fard.Hardware.Accelerators;
using Fard.Hardware.Tests.Zynq.Configuration;
using Fard.Hardware.Zynq.Configuration;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Description;
using Fard.Networks.Reference;
using Fard.Networks.Tests.Generators;
using Fard.Networks.Tests.SharedData;

namespace Fard.Hardware.Tests.Zynq.Kernels;

public class BnnPynqKernelDriverSpec
{
    private const int Images = 5;

    /// <summary>Two layers: ternary, folded, with a pool, and scores.</summary>
    private static readonly NetworkDescription Network = new("small", new StreamFormat(6, 6, 8, ElementFormat.Ternary),
    [
        new LayerDescription(new StreamFormat(6, 6, 8, ElementFormat.Ternary), 3, 16, WeightFormat.Ternary, Accumulation.SignedDot, ElementFormat.Ternary, true, 4, 8),
        new LayerDescription(new StreamFormat(2, 2, 16, ElementFormat.Ternary), 2, 12, WeightFormat.Ternary, Accumulation.SignedDot, ElementFormat.Int16, false, 3, 4),
    ]);

    [Fact]
    public void Loads_parameters_and_runs_images_in_several_starts()
    {
        var overlay = new FakeBnnPynqOverlay(Network);
        var random = new Random(3);
        var parameters = RandomParameters.Create(random, Network);
        var input = RandomStreams.Create(random, Network.Input, Images);
        var reference = new ReferenceExecutor(parameters, Network.WholeRange);
        var (expected, output) = (new byte[Images * reference.Output.BytesPerImage], new byte[Images * reference.Output.BytesPerImage]);
        reference.Execute(input, expected, Images);

        using (var driver = Driver(overlay, imagesPerStart: 2))
        {
            driver.LoadParameters(parameters, default);
            driver.Run(input, output, Images, default);
            driver.Run(input.AsSpan(0, Network.Input.BytesPerImage), output, 1, default);
        }

        output.ShouldBe(expected);
        overlay.Runs.ShouldBe([2, 2, 1, 1]);
        overlay.Memory.LiveBuffers.ShouldBe(0);
    }

    [Fact]
    public void Writes_every_word_of_cnvW2A2_once()
    {
        var overlay = new FakeBnnPynqOverlay(NetworkCatalog.CnvW2A2);
        overlay.Registers.ReadsUntilDone = 0;
        using var driver = new BnnPynqKernelDriver(NetworkCatalog.CnvW2A2, overlay.Registers, FakeBnnPynqOverlay.Map, overlay.Memory);
        driver.LoadParameters(RandomParameters.Create(new Random(1), NetworkCatalog.CnvW2A2), default);
        (overlay.WordCount, overlay.Registers.Starts).ShouldBe((360_512, 360_512));
    }

    [Fact]
    public void A_load_that_is_cancelled_ends_after_the_word_that_it_is_at_and_can_be_repeated()
    {
        var overlay = new FakeBnnPynqOverlay(Network);
        using var cancellation = new CancellationTokenSource();
        using var driver = Driver(overlay, imagesPerStart: 2);
        var parameters = RandomParameters.Create(new Random(1), Network);
        overlay.WordWritten = () =>
        {
            if (overlay.WordCount == 10)
                cancellation.Cancel();
        };
        Should.Throw<OperationCanceledException>(() => driver.LoadParameters(parameters, cancellation.Token));
        overlay.WordCount.ShouldBe(10);

        driver.LoadParameters(parameters, default);
        driver.Run(RandomStreams.Create(new Random(2), Network.Input, 1), new byte[Network.StreamBefore(2).BytesPerImage], 1, default);
        overlay.Runs.ShouldBe([1]);
    }

    [Fact]
    public void A_kernel_that_hangs_is_left_alone()
    {
        var overlay = new FakeBnnPynqOverlay(Network);
        using var driver = new BnnPynqKernelDriver(
            Network, overlay.Registers, FakeBnnPynqOverlay.Map, overlay.Memory, new KernelDriverOptions { ImagesPerStart = 2, StartLimit = TimeSpan.Zero });
        overlay.Registers.ReadsUntilDone = -1;
        var (input, output) = (new byte[Network.Input.BytesPerImage], new byte[Network.StreamBefore(2).BytesPerImage]);
        Should.Throw<AcceleratorException>(() => driver.Run(input, output, 1, default)).Message.ShouldContain("was not done");
        Should.Throw<AcceleratorException>(() => driver.Run(input, output, 1, default)).Message.ShouldContain("is not idle");
        Should.Throw<AcceleratorException>(() => driver.LoadParameters(RandomParameters.Create(new Random(1), Network), default)).Message.ShouldContain("is not idle");
    }

    [Fact]
    public void Refuses_lengths_that_do_not_fit()
    {
        var overlay = new FakeBnnPynqOverlay(Network);
        using var driver = Driver(overlay, imagesPerStart: 2);
        Should.Throw<ArgumentException>(() => driver.Run(new byte[71], new byte[24], 1, default)).Message.ShouldContain("1 images have 72 bytes, not 71");
        Should.Throw<ArgumentException>(() => driver.Run(new byte[72], new byte[23], 1, default)).Message.ShouldContain("need 24 bytes, not 23");
        overlay.Registers.Starts.ShouldBe(0);
    }

    [SharedDataFact]
    public void Finds_the_published_registers_in_the_overlays_hand_off()
    {
        BnnPynqRegisterMap.Of(HardwareHandoff.Load(Overlay.Hwh).Kernel(BnnPynqRegisterMap.KernelType)).ShouldBe(FakeBnnPynqOverlay.Map);
    }

    [SharedDataFact]
    public void An_overlay_is_no_fard_kernel()
    {
        var kernel = HardwareHandoff.Load(Overlay.Hwh).Kernel(BnnPynqRegisterMap.KernelType);
        Should.Throw<ConfigurationFormatException>(() => HlsRegisterMap.Of(kernel)).Message.ShouldContain("has no register source_1");
    }

    private static BnnPynqKernelDriver Driver(FakeBnnPynqOverlay overlay, int imagesPerStart) =>
        new(Network, overlay.Registers, FakeBnnPynqOverlay.Map, overlay.Memory, new KernelDriverOptions { ImagesPerStart = imagesPerStart });
}
