namespace Fard.Networks.Images;

/// <summary>Opens files; whatever the file system refuses becomes an <see cref="ImageSourceException"/>.</summary>
internal static class ImageFile
{
    public static FileStream OpenRead(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImageSourceException($"{path} cannot be read: {failure.Message}", failure);
        }
    }
}
