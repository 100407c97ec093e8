using Fard.Actors.Applications.Packages;
using Fard.Actors.Content;
using Fard.Actors.Tasks;

namespace Fard.Client;

/// <summary>Puts the files of an application where boards get them.</summary>
internal interface IApplicationUpload
{
    /// <returns>Hash of the listing of the files.</returns>
    /// <exception cref="FardApplicationException">They cannot be sent; the message says why.</exception>
    Task<string> PutAsync(ApplicationFolder application, CancellationToken cancellationToken);
}

/// <summary>Publishes the files of an application to the heads: what a head has already is not sent again.</summary>
internal sealed class MemberUpload(MemberContents contents) : IApplicationUpload
{
    public async Task<string> PutAsync(ApplicationFolder application, CancellationToken cancellationToken)
    {
        try
        {
            var listing = await ContentListing.OfFolderAsync(application.Folder, limits: ApplicationContents.FolderLimits, cancellationToken: cancellationToken);
            return (await contents.PublishAsync(ApplicationContents.KindName, listing, application.Folder, cancellationToken)).ToString();
        }
        catch (ContentException exception)
        {
            throw new FardApplicationException($"{application.Folder} cannot be sent: {exception.Message}", exception);
        }
    }
}
