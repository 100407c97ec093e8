using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Client.Tests.Pipelines;

/// <summary>A job whose results are counted as they arrive.</summary>
internal sealed class WatchedJob
{
    private readonly byte[] _images;
    private readonly List<ImageResult> _results = [];
    private readonly TaskCompletionSource<JobPlaced> _placed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;

    public WatchedJob(FardClient client, string application, int images, TimeSpan? timeout = null, JobId? id = null)
    {
        _images = TinyNetwork.Images(images, seed: images);
        var options = new JobOptions { OnPlaced = _placed.SetResult, Timeout = timeout, Id = id };
        _running = Task.Run(async () =>
        {
            await foreach (var result in client.SendJobDataAsync(application, JobData.FromPackedStream(_images, images), options))
            {
                lock (_results) _results.Add(result);
            }
        });
    }

    /// <summary>Where the job was placed first.</summary>
    public Task<JobPlaced> Placed => _placed.Task.WaitAsync(TestCluster.Patience);

    /// <summary>Results so far.</summary>
    public int Count
    {
        get { lock (_results) return _results.Count; }
    }

    /// <summary>Ends with the job.</summary>
    public Task Completion => _running.WaitAsync(TestCluster.Patience);

    /// <summary>The board of a replica of a position, as placed first.</summary>
    public async Task<string> BoardAsync(int position, int replica = 0) => (await Placed).Positions[position].Replicas[replica].Board;

    /// <summary>Waits for the end: each image's scores once, in order, as one executor computes them.</summary>
    public async Task ShouldGiveEveryScoreOnceAsync()
    {
        await Completion;
        _results.Select(result => result.Image).ShouldBe(Enumerable.Range(0, _images.Length / TinyNetwork.InputBytes));
        _results.SelectMany(result => result.Bytes.ToArray()).ShouldBe(TinyNetwork.Expected(_images));
    }
}
