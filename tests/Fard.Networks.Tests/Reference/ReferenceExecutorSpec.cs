using Fard.Networks.Description;
using Fard.Networks.Reference;
using Fard.Networks.Tests.Generators;
using Fard.Networks.Tests.SharedData;

namespace Fard.Networks.Tests.Reference;

public class ReferenceExecutorSpec
{
    [SharedDataFact]
    public void Writes_the_golden_stream_of_every_single_layer_for_all_images()
    {
        for (var layer = 0; layer < 9; layer++)
            CnvW2A2Golden.ShouldMatch(new ReferenceExecutor(CnvW2A2Golden.Parameters, new LayerRange(layer, layer)));
    }

    [SharedDataFact]
    public void Writes_the_golden_stream_behind_every_layer_range()
    {
        foreach (var range in CnvW2A2Golden.Ranges)
            CnvW2A2Golden.ShouldMatch(new ReferenceExecutor(CnvW2A2Golden.Parameters, range), imageCount: range.First == 0 ? 1 : 2);
    }

    [Fact]
    public void Allocates_nothing_per_image()
    {
        var test = Enumerable.Range(0, 100).Select(ExecutionCase.Create).First(test => test.ImageCount > 1 && test.Range.Count > 2);
        var executor = new ReferenceExecutor(test.Parameters, test.Range);
        var output = new byte[test.ImageCount * executor.Output.BytesPerImage];
        executor.Execute(test.Input, output, test.ImageCount);

        var before = GC.GetAllocatedBytesForCurrentThread();
        executor.Execute(test.Input, output, test.ImageCount);
        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }
}
