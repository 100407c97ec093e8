using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Actors.Tests.TestBoards;
using Fard.Client;
using Fard.Gateway.Inference;
using Fard.Networks.Description;
using Fard.Networks.Streams;

namespace Fard.Gateway.Tests.Fakes;

/// <summary>A cluster with one application of the tiny network, that computes what the reference executor computes, in this process.</summary>
internal sealed class FakeRuntime : IInferenceRuntime
{
    public const string Model = "tiny_app";

    private readonly List<FakeJob> _jobs = [];

    public FakeRuntime(params ApplicationDescription[] applications) => Applications = applications.Length == 0 ? [TinyNetwork.Application(Model, 1)] : [.. applications];

    public ImmutableArray<ApplicationDescription> Applications { get; set; }

    /// <summary>Whether jobs wait until the test releases them.</summary>
    public bool Hold { get; set; }

    /// <summary>What the node manager answers with instead of applications.</summary>
    public FardJobException? Silence { get; set; }

    /// <summary>What was deployed: name and plan.</summary>
    public List<(string Name, string Plan)> Deployed { get; } = [];

    /// <summary>How often the applications were asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>The jobs that were begun, in order.</summary>
    public IReadOnlyList<FakeJob> Jobs
    {
        get { lock (_jobs) return [.. _jobs]; }
    }

    /// <summary>Random pixels of so many images.</summary>
    public static byte[] Pixels(int count, int seed = 1)
    {
        var pixels = new byte[count * TinyNetwork.Description.Image!.ByteCount];
        new Random(seed).NextBytes(pixels);
        return pixels;
    }

    /// <summary>The results that belong to pixels.</summary>
    public static byte[] Expected(ReadOnlySpan<byte> pixels)
    {
        var quantiser = new InputQuantiser(TinyNetwork.Description);
        var (size, packedSize) = (quantiser.Image.ByteCount, quantiser.Stream.BytesPerImage);
        var packed = new byte[pixels.Length / size * packedSize];
        for (var image = 0; image < pixels.Length / size; image++) quantiser.FromInterleaved(pixels.Slice(image * size, size), packed.AsSpan(image * packedSize, packedSize));
        return TinyNetwork.Expected(packed);
    }

    public Task<ImmutableArray<ApplicationDescription>> ListApplicationsAsync(CancellationToken cancellationToken)
    {
        Asked++;
        return Silence is null ? Task.FromResult(Applications) : Task.FromException<ImmutableArray<ApplicationDescription>>(Silence);
    }

    public NetworkDescription? FindNetwork(string name) => TinyNetwork.Find(name);

    public Task DeployAsync(string application, string plan, CancellationToken cancellationToken)
    {
        Deployed.Add((application, plan));
        return plan.Contains("broken", StringComparison.Ordinal) ? Task.FromException(new ApplicationConfigurationException("plan", "is broken.")) : Task.CompletedTask;
    }

    public async IAsyncEnumerable<ImageResult> RunAsync(
        string application, JobData data, JobOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var job = new FakeJob(data.ImageCount);
        lock (_jobs) _jobs.Add(job);
        if (!Hold) job.Release();
        cancellationToken.Register(() => job.IsGivenUp = true);
        await job.Released.WaitAsync(cancellationToken);
        if (job.Failure is { } failure) throw failure;
        var results = data.IsPacked ? TinyNetwork.Expected(data.Bytes.ToArray()) : Expected(data.Bytes.Span);
        for (var image = 0; image < data.ImageCount - job.Missing; image++)
            yield return new ImageResult(image, results.AsMemory(image * TinyNetwork.OutputBytes, TinyNetwork.OutputBytes));
    }
}

/// <summary>A job that was begun.</summary>
internal sealed class FakeJob(int images)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Images => images;

    public Task Released => _released.Task;

    public bool IsGivenUp { get; set; }

    /// <summary>What it ends with instead of results.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Results that it does not give.</summary>
    public int Missing { get; private set; }

    public void Release() => _released.TrySetResult();

    public void Release(int missing)
    {
        Missing = missing;
        Release();
    }

    public void Fail(Exception failure)
    {
        Failure = failure;
        Release();
    }
}
