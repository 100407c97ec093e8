using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>Whether a submission can be a job of its application.</summary>
internal static class SubmissionCheck
{
    /// <summary>Null if it can; otherwise what to tell the client.</summary>
    public static JobFailed? Check(SubmitJob request, ApplicationDescription application)
    {
        if (request.ImageCount <= 0)
            return new JobFailed(request.Job, JobFailure.NoImages, $"A job of {application.Name} needs at least one image; this one has {request.ImageCount}.");
        if (request.ImageCount > application.MaxImages)
            return new JobFailed(request.Job, JobFailure.TooManyImages, $"A job of {application.Name} has at most {application.MaxImages} images; this one has {request.ImageCount}. Send several jobs.");
        if (request.BytesPerImage != application.InputBytesPerImage)
        {
            return new JobFailed(
                request.Job, JobFailure.WrongImageSize, $"An image for {application.Network} has {application.InputBytesPerImage} packed bytes; these have {request.BytesPerImage}.");
        }

        return null;
    }
}
