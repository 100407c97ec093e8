using System.Collections.Concurrent;
using Fard.Actors.Jobs;
using Fard.Actors.Tests.TestBoards;
using Fard.Client;

namespace Fard.MultiNode.Tests.Soak;

/// <summary>Sends small jobs and holds every answer to the executor's scores.</summary>
internal sealed class SoakJobs
{
    private const int Kinds = 64;
    private const int MostImages = 6;
    private const int JobsAtOnce = 3;

    /// <summary>A job that has neither ended nor failed after this time hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly List<(byte[] Images, byte[] Scores)> _kinds;
    private readonly ConcurrentQueue<FardJobException> _failed = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private int _sent;
    private int _right;

    public SoakJobs(int seed)
    {
        var random = new Random(seed);
        _kinds = [.. Enumerable.Range(0, Kinds).Select(kind =>
        {
            var images = TinyNetwork.Images(random.Next(1, MostImages + 1), seed: random.Next());
            return (images, TinyNetwork.Expected(images));
        })];
    }

    /// <summary>Jobs that were sent.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Jobs that ended with exactly their scores.</summary>
    public int Right => Volatile.Read(ref _right);

    /// <summary>Jobs that ended with a typed error.</summary>
    public IReadOnlyCollection<FardJobException> Failed => _failed;

    /// <summary>Jobs that ended with anything else: there should be none.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>Every client sends jobs, a few at once, until so many are sent in all or the time is over.</summary>
    public Task RunAsync(IReadOnlyList<FardClient> clients, int jobs, CancellationToken timeIsOver)
    {
        var end = (int)Math.Min((long)Sent + jobs, int.MaxValue);
        return Task.WhenAll(clients.SelectMany(client => Enumerable.Range(0, JobsAtOnce).Select(_ => SendAsync(client, end, timeIsOver))));
    }

    private async Task SendAsync(FardClient client, int end, CancellationToken timeIsOver)
    {
        await Task.Yield();
        while (!timeIsOver.IsCancellationRequested && Interlocked.Increment(ref _sent) is var number && number <= end) await SendOneAsync(client, number);
    }

    private async Task SendOneAsync(FardClient client, int number)
    {
        var (images, scores) = _kinds[number % Kinds];
        var count = images.Length / TinyNetwork.InputBytes;
        try
        {
            var result = await client.SendJobDataAllAsync(SoakCluster.Application, JobData.FromPackedStream(images, count)).WaitAsync(Patience, TimeProvider.System);
            if (!result.Images.Select(image => image.Image).SequenceEqual(Enumerable.Range(0, count)))
                _wrong.Enqueue($"job {number} ({result.Job}): images {string.Join(", ", result.Images.Select(image => image.Image))} instead of 0 to {count - 1}");
            else if (!result.Images.SelectMany(image => image.Bytes.ToArray()).SequenceEqual(scores))
                _wrong.Enqueue($"job {number} ({result.Job}): its scores are not the executor's");
            else
                Interlocked.Increment(ref _right);
        }
        catch (FardJobException failure)
        {
            _failed.Enqueue(failure);
        }
        catch (TimeoutException)
        {
            _wrong.Enqueue($"job {number} neither ended nor failed within {Patience.TotalSeconds} s");
        }
        catch (Exception exception)
        {
            _wrong.Enqueue($"job {number}: {exception}");
        }
    }
}
