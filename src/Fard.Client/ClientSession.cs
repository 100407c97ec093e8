using Akka.Actor;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Client;

/// <summary>
/// Speaks with the node manager for one client: submits jobs, again while they are unanswered or after the node manager was lost, and hands what it hears to
/// the calls that wait.
/// </summary>
internal sealed class ClientSession : ReceiveActor, IWithTimers
{
    private readonly IActorRef _nodeManager;
    private readonly ClientSettings _settings;
    private readonly Dictionary<JobId, JobCall> _calls = [];
    private IActorRef? _watched;

    public ClientSession(IActorRef nodeManager, ClientSettings settings)
    {
        _nodeManager = nodeManager;
        _settings = settings;
        Receive<Begin>(OnBegin);
        Receive<Forget>(OnForget);
        Receive<SubmitAgain>(OnSubmitAgain);
        Receive<JobQueued>(OnQueued);
        Receive<AskAgain>(OnAskAgain);
        Receive<Received>(message =>
        {
            if (_calls.TryGetValue(message.Job, out var call)) call.Coordinator?.Tell(new ResultsReceived(message.Job));
        });
        Receive<JobPlaced>(OnPlaced);
        Receive<JobFailed>(message => Answer(message.Job, call => call.OnFailed(message)));
        Receive<JobDone>(message => Answer(message.Job, call => call.OnFailed(new JobFailed(
            message.Job, JobFailure.Cancelled, "The node manager says that this job is done: its results went to whoever sent it first. Use a fresh id to run it again."))));
        Receive<Terminated>(_ => OnNodeManagerLost());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IActorRef nodeManager, ClientSettings settings) => Akka.Actor.Props.Create(() => new ClientSession(nodeManager, settings));

    protected override void PostStop()
    {
        foreach (var call in _calls.Values) call.OnFailed(new JobFailed(call.Job, JobFailure.Cancelled, "The client was closed."));
    }

    // The request is on its way already, in this actor's name: an answer cannot come before the call is known here, because its sender told this actor first.
    private void OnBegin(Begin message)
    {
        _calls[message.Call.Job] = message.Call;
        Timers.StartSingleTimer(message.Call.Job, new SubmitAgain(message.Call.Job, _settings.AnswerTimeout - _settings.SubmitRetry), _settings.SubmitRetry);
    }

    private void Submit(JobCall call, TimeSpan patience)
    {
        _nodeManager.Tell(call.Request with { Again = true });
        Timers.StartSingleTimer(call.Job, new SubmitAgain(call.Job, patience - _settings.SubmitRetry), _settings.SubmitRetry);
    }

    // The node manager recognises the job: its coordinator says where it stands, or, after it was lost with its head, another runs it from here on.
    private void OnAskAgain(AskAgain message)
    {
        if (_calls.TryGetValue(message.Job, out var call) && !Timers.IsTimerActive(message.Job)) Submit(call, _settings.AnswerTimeout);
    }

    private void OnPlaced(JobPlaced message)
    {
        if (_calls.ContainsKey(message.Job)) Answer(message.Job, call => call.OnPlaced(message, Sender));
        else Sender.Tell(new CancelJob(message.Job, "The client does not wait for this job any more."));
    }

    private void OnSubmitAgain(SubmitAgain message)
    {
        if (!_calls.TryGetValue(message.Job, out var call)) return;
        if (message.Patience > TimeSpan.Zero) Submit(call, message.Patience);
        else call.OnFailed(new JobFailed(message.Job, JobFailure.NodeManagerLost, $"No node manager answered within {_settings.AnswerTimeout.TotalSeconds:0.###} s. Does a head run?"));
    }

    private void OnQueued(JobQueued message)
    {
        // A job that waits, waits for this node manager: should it be lost, the next one has to be told.
        if (!Sender.Equals(_watched))
        {
            if (_watched is not null) Context.Unwatch(_watched);
            _watched = Context.Watch(Sender);
        }

        Answer(message.Job, call => call.OnQueued(message));
    }

    private void OnNodeManagerLost()
    {
        _watched = null;
        foreach (var call in _calls.Values.Where(call => !call.Placed.IsCompleted)) Submit(call, _settings.AnswerTimeout);
    }

    private void OnForget(Forget message)
    {
        if (!_calls.Remove(message.Job)) return;
        Timers.Cancel(message.Job);
        if (message.CancelReason is { } reason) _nodeManager.Tell(new CancelJob(message.Job, reason));
    }

    private void Answer(JobId job, Action<JobCall> answer)
    {
        if (!_calls.TryGetValue(job, out var call)) return;
        Timers.Cancel(job);
        answer(call);
    }

    /// <summary>Submit a job.</summary>
    internal sealed record Begin(JobCall Call) : INoSerializationVerificationNeeded;

    /// <summary>Nobody waits for the job any more.</summary>
    /// <param name="CancelReason">Why the node manager is to give it up; null: it is over.</param>
    internal sealed record Forget(JobId Job, string? CancelReason) : INoSerializationVerificationNeeded;

    /// <summary>Every result is there, read or not: nothing needs to be computed again.</summary>
    internal sealed record Received(JobId Job) : INoSerializationVerificationNeeded;

    /// <summary>An attempt of the job is over, and nothing was heard of the next.</summary>
    internal sealed record AskAgain(JobId Job) : INoSerializationVerificationNeeded;

    private sealed record SubmitAgain(JobId Job, TimeSpan Patience) : INoSerializationVerificationNeeded;
}
