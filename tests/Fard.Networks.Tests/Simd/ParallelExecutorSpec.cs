using Fard.Networks.Description;
using Fard.Networks.Simd;
using Fard.Networks.Tests.Generators;
using Fard.Networks.Tests.Reference;
using Fard.Networks.Tests.SharedData;

namespace Fard.Networks.Tests.Simd;

public class ParallelExecutorSpec
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Equals_one_executor_for_every_batch_size_with_any_number_of_workers(int workers)
    {
        var random = new Random(workers);
        var network = NetworkCatalog.LfcW1A1;
        var parameters = RandomParameters.Create(random, network);
        var single = new SimdExecutor(parameters, network.WholeRange);
        using var parallel = new ParallelExecutor(parameters, network.WholeRange, workers);
        parallel.Workers.ShouldBe(workers);
        foreach (var imageCount in new[] { 0, 1, 7, 8, 9, 16, 40, 41, 3 })
        {
            var example = new ExecutionCase(workers, parameters, network.WholeRange, imageCount, RandomStreams.Create(random, network.Input, imageCount));
            example.Run(parallel).ShouldBe(example.Run(single), $"{imageCount} images");
        }
    }

    [SharedDataFact]
    public void Writes_the_golden_scores()
    {
        using var executor = new ParallelExecutor(CnvW2A2Golden.Parameters, NetworkCatalog.CnvW2A2.WholeRange, workers: 2);
        CnvW2A2Golden.ShouldMatch(executor);
    }

    [Fact]
    public void A_fault_in_one_group_is_the_batchs_fault_and_the_next_batch_runs()
    {
        var random = new Random(4);
        var range = new LayerRange(6, 7);
        var parameters = RandomParameters.Create(random, NetworkCatalog.CnvW2A2);
        using var executor = new ParallelExecutor(parameters, range, workers: 3);
        var example = new ExecutionCase(4, parameters, range, 40, RandomStreams.Create(random, executor.Input, 40));
        var expected = example.Run(new SimdExecutor(parameters, range));

        var damaged = (byte[])example.Input.Clone();
        damaged[20 * executor.Input.BytesPerImage] = 0x02;
        Should.Throw<ArgumentException>(() => executor.Execute(damaged, new byte[40 * executor.Output.BytesPerImage], 40)).Message.ShouldContain("holds -2");
        example.Run(executor).ShouldBe(expected);
    }

    [Fact]
    public void A_batch_allocates_nothing_on_the_callers_thread()
    {
        var random = new Random(8);
        var network = NetworkCatalog.LfcW1A1;
        using var executor = new ParallelExecutor(RandomParameters.Create(random, network), network.WholeRange, workers: 2);
        var input = RandomStreams.Create(random, network.Input, 64);
        var output = new byte[64 * executor.Output.BytesPerImage];
        // Waiting and being woken set up their thread's own structures the first times.
        for (var round = 0; round < 10; round++)
            executor.Execute(input, output, 64);
        const int Rounds = 100, SmallestObject = 24;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
            executor.Execute(input, output, 64);
        // Less than one object a batch: what a first long wait sets up, once, is no allocation per batch.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Rounds * SmallestObject);
    }

    [Fact]
    public void Refuses_zero_workers_and_work_after_its_disposal()
    {
        var parameters = RandomParameters.Create(new Random(9), NetworkCatalog.LfcW1A2);
        Should.Throw<ArgumentOutOfRangeException>(() => new ParallelExecutor(parameters, new LayerRange(0, 0), workers: 0));
        var executor = new ParallelExecutor(parameters, new LayerRange(0, 0), workers: 2);
        executor.Dispose();
        executor.Dispose();
        Should.Throw<ObjectDisposedException>(() => executor.Execute([], [], 0));
    }
}
