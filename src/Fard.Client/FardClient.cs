using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Networks.Description;

namespace Fard.Client;

/// <summary>The API for programs that send jobs. Safe for several threads; several jobs may be under way at once.</summary>
public sealed partial class FardClient : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly IActorRef _nodeManager;
    private readonly ClientSettings _settings;
    private readonly Func<string, NetworkDescription?> _findNetwork;
    private readonly IActorRef _session;
    private readonly IAsyncDisposable? _member;
    private readonly ConcurrentDictionary<Task, bool> _completing = new();
    private readonly ConcurrentDictionary<string, ApplicationDescription> _applications = new(StringComparer.Ordinal);

    internal FardClient(ActorSystem system, IActorRef nodeManager, ClientSettings settings, Func<string, NetworkDescription?> findNetwork, IAsyncDisposable? member)
    {
        _system = system;
        _nodeManager = nodeManager;
        _settings = settings;
        _findNetwork = findNetwork;
        _member = member;
        _session = system.ActorOf(ClientSession.Props(nodeManager, settings));
    }

    /// <summary>Ends when the member that this client belongs to has left or was removed from the cluster.</summary>
    public Task WhenTerminated => _system.WhenTerminated;

    /// <summary>The applications that jobs can be sent to.</summary>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    public async Task<ImmutableArray<ApplicationDescription>> ListApplicationsAsync(CancellationToken cancellationToken = default)
    {
        var list = await AskAsync<ApplicationList>(new GetApplications(), _settings.AnswerTimeout, cancellationToken);
        foreach (var application in list.Applications) _applications[application.Name] = application;
        return list.Applications;
    }

    /// <summary>The boards that are registered.</summary>
    /// <param name="atLeast">Waits until there are so many, at most for <paramref name="timeout"/>.</param>
    /// <exception cref="FardJobException">The node manager does not answer, or there are not so many boards in time.</exception>
    public async Task<ImmutableArray<BoardStatus>> ListBoardsAsync(int atLeast = 0, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        (await AskAsync<BoardList>(new GetBoards(atLeast), timeout ?? _settings.AnswerTimeout, cancellationToken)).Boards;

    /// <summary>The jobs that wait or run, of every client.</summary>
    /// <exception cref="FardJobException">The node manager does not answer.</exception>
    public async Task<ImmutableArray<JobStatus>> ListJobsAsync(CancellationToken cancellationToken = default) =>
        (await AskAsync<JobList>(new GetJobs(), _settings.AnswerTimeout, cancellationToken)).Jobs;

    /// <summary>Runs a job and gives the results as they arrive, in the order of the images.</summary>
    /// <param name="appId">Name of the application.</param>
    /// <param name="jobData">The images.</param>
    /// <exception cref="FardJobException">The job gave no result, or no more; it says why.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the job is given up.</exception>
    public async IAsyncEnumerable<ImageResult> SendJobDataAsync(
        string appId, JobData jobData, JobOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(appId);
        ArgumentNullException.ThrowIfNull(jobData);
        options ??= new JobOptions();
        var id = options.Id ?? JobId.New();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.Timeout is { } timeout) limit.CancelAfter(timeout);

        var application = await FindApplicationAsync(id, appId, options, limit.Token, cancellationToken);
        var images = JobImages.Check(id, jobData, application, _findNetwork);
        using var telemetry = JobTelemetry.Begin(id, appId, jobData.ImageCount);
        var call = new JobCall(
            new SubmitJob(id, appId, _settings.Name, jobData.ImageCount, images.BytesPerImage, options.Timeout ?? TimeSpan.Zero) { TraceParent = telemetry.TraceParent },
            options.OnQueued);
        _session.Tell(new ClientSession.Begin(call), ActorRefs.NoSender);
        _nodeManager.Tell(call.Request, _session);
        string? giveUp = "The caller stopped to wait for results.";
        JobStreams? streams = null;
        var complete = false;
        try
        {
            var placed = await GuardAsync(id, options, call.Placed.WaitAsync(limit.Token), cancellationToken);
            telemetry.Placed();
            options.OnPlaced?.Invoke(placed);
            streams = new JobStreams(
                placed,
                call,
                images,
                _settings,
                broken => _session.Tell(new ClientSession.AskAgain(broken.Job), ActorRefs.NoSender),
                () => _session.Tell(new ClientSession.Received(id), ActorRefs.NoSender));
            while (await GuardAsync(id, options, NextAsync(streams, call, limit.Token), cancellationToken))
            {
                while (streams.Results.TryRead(out var result)) yield return result;
            }

            giveUp = null;
            complete = true;
            telemetry.Done();
        }
        finally
        {
            if (call.Failed.IsCompleted)
            {
                giveUp = null;
                telemetry.Failed(await call.Failed);
            }

            _session.Tell(new ClientSession.Forget(id, giveUp), ActorRefs.NoSender);
            if (streams is not null)
            {
                if (complete) CompleteLater(streams);
                else await streams.DisposeAsync();
            }
        }
    }

    /// <summary>Runs a job on images given as pixels (see <see cref="JobData.FromPixels"/>); their size has to be the network's.</summary>
    /// <inheritdoc cref="SendJobDataAsync(string, JobData, JobOptions?, CancellationToken)"/>
    public IAsyncEnumerable<ImageResult> SendJobDataAsync(
        string appId, ReadOnlyMemory<byte> pixels, int imageCount, JobOptions? options = null, CancellationToken cancellationToken = default) =>
        SendJobDataAsync(appId, JobData.FromPixels(pixels, imageCount), options, cancellationToken);

    /// <summary>Runs a job and gives all results at once.</summary>
    /// <inheritdoc cref="SendJobDataAsync(string, JobData, JobOptions?, CancellationToken)"/>
    public async Task<JobResult> SendJobDataAllAsync(string appId, JobData jobData, JobOptions? options = null, CancellationToken cancellationToken = default)
    {
        var id = options?.Id ?? JobId.New();
        var results = new List<ImageResult>(Math.Max(0, jobData?.ImageCount ?? 0));
        await foreach (var result in SendJobDataAsync(appId, jobData!, (options ?? new JobOptions()) with { Id = id }, cancellationToken)) results.Add(result);
        return new JobResult(id, results);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_completing.Keys);
        _system.Stop(_session);
        if (_member is not null) await _member.DisposeAsync();
    }

    private void CompleteLater(JobStreams streams)
    {
        var completing = streams.CompleteAsync();
        _completing.TryAdd(completing, true);
        completing.ContinueWith(
            ended => _completing.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task<bool> NextAsync(JobStreams streams, JobCall call, CancellationToken cancellationToken)
    {
        var next = streams.Results.WaitToReadAsync(cancellationToken).AsTask();
        // The word that the job is done may overtake its last results on their way through this process.
        if (await Task.WhenAny(next, call.Failed) == next || streams.IsComplete) return await next;
        var failed = await call.Failed;
        throw new FardJobException(failed.Job, failed.Failure, failed.Reason);
    }

    private async Task<ApplicationDescription> FindApplicationAsync(JobId id, string appId, JobOptions options, CancellationToken limited, CancellationToken caller)
    {
        if (_applications.TryGetValue(appId, out var known)) return known;
        await GuardAsync(id, options, ListApplicationsAsync(limited), caller);
        return _applications.TryGetValue(appId, out var found)
            ? found
            : throw new FardJobException(
                id,
                JobFailure.UnknownApplication,
                $"There is no application '{appId}'; {(_applications.IsEmpty ? "there is none" : $"there are {string.Join(", ", _applications.Keys.Order(StringComparer.Ordinal))}")}.");
    }

    private static async Task<T> GuardAsync<T>(JobId id, JobOptions options, Task<T> step, CancellationToken caller)
    {
        try
        {
            return await step;
        }
        catch (OperationCanceledException exception) when (!caller.IsCancellationRequested)
        {
            throw new FardJobException(id, JobFailure.Deadline, $"The job was not done within {options.Timeout?.TotalSeconds:0.###} s, the time that its caller gave it.", exception);
        }
    }

    // A question may have reached a node manager that is lost: it is asked again, and changes nothing.
    private async Task<T> AskAsync<T>(object question, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var asked = Stopwatch.GetTimestamp();
        while (true)
        {
            var rest = timeout - Stopwatch.GetElapsedTime(asked);
            try
            {
                return await _nodeManager.Ask<T>(question, rest < _settings.SubmitRetry ? rest : _settings.SubmitRetry, cancellationToken);
            }
            catch (AskTimeoutException) when (rest > _settings.SubmitRetry)
            {
                // Asked again.
            }
            catch (AskTimeoutException exception)
            {
                throw new FardJobException(default, JobFailure.NodeManagerLost, $"The node manager did not answer {question} within {timeout.TotalSeconds:0.###} s. Does a head run, and are there enough boards?", exception);
            }
        }
    }
}
