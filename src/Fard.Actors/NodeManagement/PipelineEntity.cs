using Akka.Actor;
using Akka.Cluster.Sharding;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>
/// One job among the sharded pipelines: hosts its <see cref="PipelineCoordinator"/> once it has the plan, and stays a little when that has ended, so that late
/// messages find it and do not wake another.
/// </summary>
internal sealed class PipelineEntity : ReceiveActor, IWithTimers
{
    private readonly IActorRef _nodeManager;
    private readonly JobSettings _settings;
    private IActorRef? _coordinator;
    private bool _asked;
    private bool _over;

    public PipelineEntity(IActorRef nodeManager, JobSettings settings)
    {
        _nodeManager = nodeManager;
        _settings = settings;
        Receive<RunPipeline>(OnRun);
        Receive<IJobMessage>(OnMessage);
        Receive<Terminated>(_ => OnEnded());
        Receive<NotNeeded>(_ => Context.Parent.Tell(new Passivate(StopPipeline.Instance)));
        Receive<StopPipeline>(_ => Context.Stop(Self));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IActorRef nodeManager, JobSettings settings) => Akka.Actor.Props.Create(() => new PipelineEntity(nodeManager, settings));

    // A coordinator that threw has lost its state: the node manager has the job resumed.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PreStart() => Timers.StartSingleTimer(nameof(NotNeeded), NotNeeded.Instance, 2 * _settings.StopRetry);

    private void OnRun(RunPipeline message)
    {
        if (_coordinator is not null)
        {
            _coordinator.Forward(message);
            return;
        }

        if (_over && !message.Resume) return;
        _over = false;
        Timers.Cancel(nameof(NotNeeded));
        _coordinator = Context.Watch(Context.ActorOf(PipelineCoordinator.Props(message.Plan, _nodeManager, _settings, message.Resume), $"attempts-{message.Plan.Attempt}"));
        _nodeManager.Tell(new PipelineStarted(message.Job), _coordinator);
    }

    private void OnMessage(IJobMessage message)
    {
        if (_coordinator is not null)
        {
            _coordinator.Forward(message);
        }
        else if (!_over && !_asked)
        {
            // The job may have been coordinated elsewhere before; who knows it tells this entity to resume it.
            _asked = true;
            _nodeManager.Tell(new PipelineLost(message.Job));
        }
    }

    private void OnEnded()
    {
        _coordinator = null;
        _over = true;
        Timers.StartSingleTimer(nameof(NotNeeded), NotNeeded.Instance, 2 * _settings.StopRetry);
    }

    private sealed record NotNeeded : INoSerializationVerificationNeeded
    {
        public static readonly NotNeeded Instance = new();
    }
}
