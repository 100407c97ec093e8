namespace Fard.Actors.Messages;

/// <summary>A message between members; every one has a manifest in <see cref="FardMessageSerializer"/>.</summary>
public interface IFardMessage;

/// <summary>A message about one job.</summary>
public interface IJobMessage : IFardMessage
{
    /// <summary>The job.</summary>
    Jobs.JobId Job { get; }
}

/// <summary>A message about one replica of one position of a job, in one attempt.</summary>
public interface IPositionMessage : IJobMessage
{
    /// <summary>The position, counted from 0 in the flow of data.</summary>
    int Position { get; }

    /// <summary>The replica of the position, counted from 0.</summary>
    int Replica { get; }

    /// <summary>The attempt of the job, counted from 1.</summary>
    int Attempt { get; }
}
