using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Client;
using Fard.Gateway.Inference;
using Fard.Networks.Description;

namespace Fard.Gateway.Tests.Dashboard.Scripted;

/// <summary>Answers every image with the same scores; class 3 is the best. The last pixels that came are kept.</summary>
internal sealed class ScriptedRuntime(ScriptedCluster cluster) : IInferenceRuntime
{
    public byte[] LastPixels { get; private set; } = [];

    public Task<ImmutableArray<ApplicationDescription>> ListApplicationsAsync(CancellationToken cancellationToken) => Task.FromResult(cluster.Applications);

    public NetworkDescription? FindNetwork(string name) => NetworkCatalog.TryFind(name);

    public Task DeployAsync(string application, string plan, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async IAsyncEnumerable<ImageResult> RunAsync(string application, JobData data, JobOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LastPixels = data.Bytes.ToArray();
        var description = cluster.Applications.Single(one => one.Name == application);
        if (!cluster.Run(description, options.Id ?? JobId.New())) throw new FardJobException(default, JobFailure.NoFreeBoard, "Every fitting board is busy.");
        await Task.Yield();
        var scores = new short[description.OutputBytesPerImage / sizeof(short)];
        for (var i = 0; i < scores.Length; i++) scores[i] = (short)(i == 3 ? 470 : 120 + (i * 13 % 90));
        yield return new ImageResult(0, MemoryMarshal.AsBytes(scores.AsSpan()).ToArray());
    }
}
