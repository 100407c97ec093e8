namespace Fard.Actors.Messages;

/// <summary>A message between members; every one has a manifest in <see cref="FardMessageSerializer"/>.</summary>
public interface IFardMessage;

/// <summary>A message about one job.</summary>
public interface IJobMessage : IFardMessage
{
    /// <summary>The job.</summary>
    Jobs.JobId Job { get; }
}
