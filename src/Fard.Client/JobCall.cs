using System.Threading.Channels;
using Akka.Actor;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Client;

/// <summary>A submitted job between the API call that waits for it and the session actor that hears of it.</summary>
internal sealed class JobCall(SubmitJob request, Action<JobQueued>? queued)
{
    private readonly TaskCompletionSource<JobPlaced> _placed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<JobFailed> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<JobPlaced> _attempts = Channel.CreateUnbounded<JobPlaced>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private int _attempt;

    /// <summary>What to submit: says which attempts were seen.</summary>
    public SubmitJob Request => request with { Attempt = Volatile.Read(ref _attempt) };

    public JobId Job => request.Job;

    /// <summary>The coordinator that placed the job last; null before that.</summary>
    public IActorRef? Coordinator { get; private set; }

    /// <summary>Where to send and collect chunks first; fails with a <see cref="FardJobException"/> if the job has failed before.</summary>
    public Task<JobPlaced> Placed => _placed.Task;

    /// <summary>The attempts after the first, as they begin.</summary>
    public ChannelReader<JobPlaced> LaterAttempts => _attempts.Reader;

    /// <summary>Ends if the job fails.</summary>
    public Task<JobFailed> Failed => _failed.Task;

    public void OnQueued(JobQueued message) => queued?.Invoke(message);

    public void OnPlaced(JobPlaced message, IActorRef coordinator)
    {
        Coordinator = coordinator;
        // Told again, or by a coordinator that is behind: nothing new.
        if (message.Attempt <= _attempt) return;
        Volatile.Write(ref _attempt, message.Attempt);
        if (!_placed.TrySetResult(message)) _attempts.Writer.TryWrite(message);
    }

    public void OnFailed(JobFailed message)
    {
        _failed.TrySetResult(message);
        _placed.TrySetException(new FardJobException(message.Job, message.Failure, message.Reason));
        // Nobody may be waiting for the placement any more.
        _ = _placed.Task.Exception;
    }
}
