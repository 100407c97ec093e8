using Fard.Networks.BitPlanes;
using Fard.Networks.Description;
using Fard.Networks.Reference;
using Fard.Networks.Tests.Generators;
using Fard.Networks.Tests.Reference;
using Fard.Networks.Tests.SharedData;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Networks.Tests.BitPlanes;

public class BitPlaneExecutorSpec
{
    [Fact]
    public void Equals_the_reference_for_random_networks_and_ranges() => Prop.ForAll(ExecutionCase.Arbitrary, test =>
        test.Run(new BitPlaneExecutor(test.Parameters, test.Range)).AsSpan()
            .SequenceEqual(test.Run(new ReferenceExecutor(test.Parameters, test.Range))))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [SharedDataFact]
    public void Writes_the_golden_stream_behind_every_layer_range_for_all_images()
    {
        foreach (var range in CnvW2A2Golden.Ranges)
            CnvW2A2Golden.ShouldMatch(new BitPlaneExecutor(CnvW2A2Golden.Parameters, range));
    }

    [SharedDataFact]
    public void Allocates_nothing_per_image()
    {
        var executor = new BitPlaneExecutor(CnvW2A2Golden.Parameters, CnvW2A2Golden.Parameters.Network.WholeRange);
        var input = CnvW2A2Golden.StreamBefore(0);
        var output = new byte[CnvW2A2Golden.ImageCount * executor.Output.BytesPerImage];
        executor.Execute(input, output, CnvW2A2Golden.ImageCount);

        var before = GC.GetAllocatedBytesForCurrentThread();
        executor.Execute(input, output, CnvW2A2Golden.ImageCount);
        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }
}
