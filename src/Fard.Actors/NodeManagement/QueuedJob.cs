using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>A job that waits for boards.</summary>
internal sealed record QueuedJob(SubmitJob Request, ApplicationDescription Application, IActorRef Client)
{
    public JobId Job => Request.Job;
}
