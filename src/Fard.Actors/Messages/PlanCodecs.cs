using Akka.Actor;
using Fard.Actors.NodeManagement;

namespace Fard.Actors.Messages;

/// <summary>Messages that say what a coordinator has to run, or runs.</summary>
internal static class PlanCodecs
{
    public static MessageCodec[] All { get; } =
    [
        MessageCodec.Of(
            "RunPipeline.1",
            Protocol.RunPipeline.Parser,
            (RunPipeline m) => new Protocol.RunPipeline { Plan = Encode(m.Plan), Resume = m.Resume },
            (p, system) => new RunPipeline(Decode(p.Plan, system), p.Resume)),
        MessageCodec.Of(
            "RunningPipeline.1",
            Protocol.RunningPipeline.Parser,
            (RunningPipeline m) => new Protocol.RunningPipeline { Plan = Encode(m.Plan), Phase = (int)m.Phase },
            (p, system) => new RunningPipeline(Decode(p.Plan, system), p.Phase.ToPhase())),
        MessageCodec.Of(
            "PipelineStarted.1",
            Protocol.PipelineStarted.Parser,
            (PipelineStarted m) => new Protocol.PipelineStarted { Job = m.Job.ToProto() },
            p => new PipelineStarted(p.Job.ToJob())),
        MessageCodec.Of(
            "PipelineLost.1",
            Protocol.PipelineLost.Parser,
            (PipelineLost m) => new Protocol.PipelineLost { Job = m.Job.ToProto() },
            p => new PipelineLost(p.Job.ToJob())),
    ];

    private static Protocol.PipelinePlan Encode(PipelinePlan plan)
    {
        var proto = new Protocol.PipelinePlan
        {
            Request = ClientCodecs.Encode(plan.Job.Request),
            Application = plan.Job.Application.ToProto(),
            Client = plan.Job.Client.ToProto(),
            Attempt = plan.Attempt,
        };
        proto.Slots.AddRange(plan.Slots.Select(slot => new Protocol.PlannedSlot
        {
            Position = slot.Position,
            Replica = slot.Replica,
            Weight = slot.Weight,
            Board = slot.Board,
            Agent = slot.Agent.ToProto(),
            Endpoint = slot.Endpoint.ToProto(),
            Fpga = slot.Fpga,
        }));
        return proto;
    }

    private static PipelinePlan Decode(Protocol.PipelinePlan? proto, ExtendedActorSystem system)
    {
        if (proto?.Request is null || proto.Application is null) throw new FormatException("a plan without its job or its application");
        var application = proto.Application.ToApplication();
        var slots = proto.Slots.Select(slot => application.SlotOf(slot.Position, slot.Replica) >= 0
            ? new PlannedSlot(
                slot.Position, slot.Replica, slot.Weight.Positive(), slot.Board, slot.Agent.ToActor(system), slot.Endpoint.ToEndpoint(), slot.Fpga.NotNegative())
            : throw new FormatException($"{application.Name} has no replica {slot.Replica} of a position {slot.Position}"));
        var job = new QueuedJob(ClientCodecs.Decode(proto.Request), application, proto.Client.ToActor(system));
        return new PipelinePlan(job, proto.Attempt.Positive(), [.. slots]);
    }
}
