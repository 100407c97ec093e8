using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Client;

/// <summary>A submitted job between the API call that waits for it and the session actor that hears of it.</summary>
internal sealed class JobCall(SubmitJob request, Action<JobQueued>? queued)
{
    private readonly TaskCompletionSource<JobPlaced> _placed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<JobFailed> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SubmitJob Request { get; } = request;

    public JobId Job => Request.Job;

    /// <summary>Where to send and collect chunks; fails with a <see cref="FardJobException"/> if the job has failed first.</summary>
    public Task<JobPlaced> Placed => _placed.Task;

    /// <summary>Ends if the job fails.</summary>
    public Task<JobFailed> Failed => _failed.Task;

    public void OnQueued(JobQueued message) => queued?.Invoke(message);

    public void OnPlaced(JobPlaced message) => _placed.TrySetResult(message);

    public void OnFailed(JobFailed message)
    {
        _failed.TrySetResult(message);
        _placed.TrySetException(new FardJobException(message.Job, message.Failure, message.Reason));
        // Nobody may be waiting for the placement any more.
        _ = _placed.Task.Exception;
    }
}
