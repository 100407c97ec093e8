using Fard.Actors.Jobs;

namespace Fard.Client;

/// <summary>The results of a whole job.</summary>
/// <param name="Job">Its id.</param>
/// <param name="Images">The results in the order of the images.</param>
public sealed record JobResult(JobId Job, IReadOnlyList<ImageResult> Images);
